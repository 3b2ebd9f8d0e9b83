/** Addresses below /report/ that are no experiments: no experiment has their name, no share link opens them. */
export const REPORT_ADDRESSES: readonly string[] = [
  'api',
  'channels',
  'leads',
  'programme',
  'revenue',
  'uploads',
];

/** Ad platforms that conversions go back to. */
export const PLATFORMS = ['google', 'microsoft', 'meta', 'linkedin', 'tiktok', 'ga4'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What people call them. */
export const PLATFORM_LABELS: Readonly<Record<Platform, string>> = {
  google: 'Google Ads',
  microsoft: 'Microsoft Advertising',
  meta: 'Meta',
  linkedin: 'LinkedIn',
  tiktok: 'TikTok',
  ga4: 'Google Analytics 4',
};

/** Ad platforms that conversions go back to. */
export const PLATFORMS = ['google', 'microsoft', 'meta', 'linkedin', 'tiktok', 'ga4'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Click ids that each of them takes back, by lower-case parameter. */
export const PLATFORM_CLICK_IDS: Readonly<Record<Platform, readonly string[]>> = {
  google: ['gclid', 'gbraid', 'wbraid'],
  microsoft: ['msclkid'],
  meta: ['fbclid'],
  linkedin: ['li_fat_id'],
  tiktok: ['ttclid'],
  ga4: [],
};

/** What people call them. */
export const PLATFORM_LABELS: Readonly<Record<Platform, string>> = {
  google: 'Google Ads',
  microsoft: 'Microsoft Advertising',
  meta: 'Meta',
  linkedin: 'LinkedIn',
  tiktok: 'TikTok',
  ga4: 'Google Analytics 4',
};

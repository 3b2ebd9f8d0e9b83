/**
 * How well a spelling is evidenced: a vendor's document, a maintained connector's source, public
 * practice in several places, or none of them ("?").
 */
export type Evidence = 'document' | 'connector' | 'practice' | '?';

/** A placeholder that the ad platform fills when somebody clicks. */
export type Macro = { readonly text: string; readonly evidence: Evidence };

export type PlatformId = 'google' | 'microsoft' | 'meta' | 'linkedin' | 'tiktok';

/** What one ad platform wants in its fields. */
export type Platform = {
  readonly id: PlatformId;
  readonly label: string;
  /** Other names that people write; they are answered with the right one. */
  readonly aliases: readonly string[];
  /** Value of utm_source. */
  readonly source: string;
  /** Value of utm_medium where the file says nothing. */
  readonly medium: string;
  /** Whether people arrive by a keyword. */
  readonly search: boolean;
  /** Field for the address. */
  readonly urlField: string;
  /** Field for the parameters; null when they are part of the address. */
  readonly parameterField: string | null;
  /** What the parameters begin with in that field. */
  readonly prefix: string;
  /** Macros by parameter, in the order of the address. */
  readonly macros: Readonly<Record<string, Macro>>;
  /** What to switch on in the account. */
  readonly advice: string;
};

const documented = (text: string): Macro => ({ text, evidence: 'document' });
const practised = (text: string): Macro => ({ text, evidence: 'practice' });
const unverified = (text: string): Macro => ({ text, evidence: '?' });

/** The ad platforms that links are written for, with the placeholders that are known of each. */
export const PLATFORMS: readonly Platform[] = [
  {
    // https://support.google.com/google-ads/answer/6305348 ({lpurl}),
    // https://developers.google.com/google-ads/api/docs/reporting/valuetrack-mapping (the others).
    id: 'google',
    label: 'Google Ads',
    aliases: ['google-ads', 'adwords', 'googleads'],
    source: 'google',
    medium: 'cpc',
    search: true,
    urlField: 'Final URL',
    parameterField: 'Tracking template',
    prefix: '{lpurl}?',
    macros: {
      utm_term: documented('{keyword}'),
      utm_id: documented('{campaignid}'),
      adgroupid: documented('{adgroupid}'),
      creative: documented('{creative}'),
      matchtype: documented('{matchtype}'),
      network: documented('{network}'),
      device: documented('{device}'),
    },
    advice: 'Keep auto-tagging on: it adds gclid, which conversions are sent back with.',
  },
  {
    // https://help.ads.microsoft.com/apex/index/3/en/56799 (campaign, ad group),
    // https://experienceleague.adobe.com/en/docs/advertising/search-social-commerce/tracking/click-tracking/click-tracking-components/click-tracking-formats/formats-click-tracking-microsoft
    // (the others, as a connector sends them); {Network} in no such place.
    id: 'microsoft',
    label: 'Microsoft Advertising',
    aliases: ['bing', 'bing-ads', 'microsoft-ads'],
    source: 'bing',
    medium: 'cpc',
    search: true,
    urlField: 'Final URL',
    parameterField: 'Tracking template',
    prefix: '{lpurl}?',
    macros: {
      utm_term: { text: '{keyword}', evidence: 'connector' },
      utm_id: documented('{CampaignId}'),
      adgroupid: documented('{AdGroupId}'),
      creative: { text: '{AdId}', evidence: 'connector' },
      matchtype: { text: '{MatchType}', evidence: 'connector' },
      network: unverified('{Network}'),
      device: { text: '{device}', evidence: 'connector' },
    },
    advice: 'Switch on auto-tagging of the Microsoft Click ID (msclkid).',
  },
  {
    // https://developers.facebook.com/documentation/ads-commerce/instagram/ads-api/guides/url-tags-for-tracking
    id: 'meta',
    label: 'Meta',
    aliases: ['facebook', 'instagram', 'meta-ads'],
    source: 'facebook',
    medium: 'paid-social',
    search: false,
    urlField: 'Website URL',
    parameterField: 'URL parameters',
    prefix: '',
    macros: {
      utm_id: documented('{{campaign.id}}'),
      adgroupid: documented('{{adset.id}}'),
      creative: documented('{{ad.id}}'),
      placement: practised('{{placement}}'),
      network: practised('{{site_source_name}}'),
    },
    advice: 'Meta adds fbclid by itself.',
  },
  {
    // https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/dynamic-utm-tracking
    // names CAMPAIGN_ID; the braces and the other names are practice.
    id: 'linkedin',
    label: 'LinkedIn',
    aliases: ['linkedin-ads', 'linked-in'],
    source: 'linkedin',
    medium: 'paid-social',
    search: false,
    urlField: 'Destination URL',
    parameterField: 'Dynamic tracking parameters',
    prefix: '',
    macros: {
      utm_id: practised('{{CAMPAIGN_GROUP_ID}}'),
      adgroupid: practised('{{CAMPAIGN_ID}}'),
      creative: practised('{{CREATIVE_ID}}'),
    },
    advice: 'Switch on enhanced conversion tracking in the Insight Tag: it adds li_fat_id.',
  },
  {
    // https://ads.tiktok.com/help/article/track-offsite-web-events-with-utm-parameters
    id: 'tiktok',
    label: 'TikTok',
    aliases: ['tiktok-ads', 'tik-tok'],
    source: 'tiktok',
    medium: 'paid-social',
    search: false,
    urlField: 'URL',
    parameterField: null,
    prefix: '?',
    macros: {
      utm_id: documented('__CAMPAIGN_ID__'),
      adgroupid: documented('__AID__'),
      creative: documented('__CID__'),
      placement: documented('__PLACEMENT__'),
    },
    advice: 'TikTok adds ttclid by itself.',
  },
];

/** What a campaign parameter tells about a visit. */
export type CampaignFact = 'source' | 'campaign' | 'creative' | 'keyword';

/**
 * Which parameters of an address name what, the preferred spelling first. After `utm_…` come the
 * ids that ad platforms add by themselves or through the templates of `npm run links`.
 * Source: https://support.google.com/analytics/answer/10917952 (utm),
 * https://support.google.com/google-ads/answer/16193746 (gad_campaignid)
 */
export const CAMPAIGN_PARAMETERS: Readonly<Record<CampaignFact, readonly string[]>> = {
  source: ['utm_source'],
  campaign: ['utm_campaign', 'utm_id', 'gad_campaignid'],
  creative: ['utm_content', 'creative'],
  keyword: ['utm_term'],
};

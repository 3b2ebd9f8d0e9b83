import type { LeadFact } from '../definition/connections/crm-destination.ts';

/** A lead as it is told to others; in memory only, for it holds personal data. */
export type DeliveredLead = {
  readonly leadId: string;
  readonly formId: string;
  /** Public path of the landing. */
  readonly landing: string;
  /** As RFC 3339 in UTC: 2026-11-23T09:00:00.000Z. */
  readonly submittedAt: string;
  /** What the person typed, by the form's field names. */
  readonly fields: Readonly<Record<string, string>>;
  /** Campaign parameters of the arrival, as the address had them; only those that it had. */
  readonly campaign: Readonly<Partial<Record<CampaignParameter, string>>>;
  /** What the lead saw, by experiment. */
  readonly experiments: readonly { readonly experiment: string; readonly variant: string }[];
  readonly consent: {
    /** granted, denied or unknown. */
    readonly ads: string;
    /** Version of the text that was agreed to; '' where nobody was asked. */
    readonly version: string;
  };
};

export const CAMPAIGN_NAMES = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
] as const;
export type CampaignParameter = (typeof CAMPAIGN_NAMES)[number];

/** What Truelift knows of the lead, as texts; '' is unknown. */
export function leadFacts(lead: DeliveredLead): Readonly<Record<LeadFact, string>> {
  const { campaign } = lead;
  return {
    lead_id: lead.leadId,
    form: lead.formId,
    landing: lead.landing,
    submitted_at: lead.submittedAt,
    utm_source: campaign.utm_source ?? '',
    utm_medium: campaign.utm_medium ?? '',
    utm_campaign: campaign.utm_campaign ?? '',
    utm_term: campaign.utm_term ?? '',
    utm_content: campaign.utm_content ?? '',
    experiments: lead.experiments
      .map(({ experiment, variant }) => `${experiment}: ${variant}`)
      .join(', '),
    consent_ads: lead.consent.ads,
    consent_version: lead.consent.version,
  };
}

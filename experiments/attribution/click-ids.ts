/** Networks whose click ids are known. */
export const NETWORKS = [
  'google',
  'microsoft',
  'meta',
  'linkedin',
  'tiktok',
  'x',
  'reddit',
  'pinterest',
  'snapchat',
  'quora',
  'yandex',
  'impact',
  'openai',
] as const;

/** A parameter by which an ad network marks a click. */
export type ClickId = {
  /** Its name in the query, in lower case, as networks differ in their spelling. */
  readonly parameter: string;
  readonly network: (typeof NETWORKS)[number];
};

/**
 * Parameters that are there only when somebody came by an ad; their values are opaque and
 * case-sensitive. Left out: what an organic share carries too (`igshid`), and labels that people
 * type (`utm_…`).
 *
 * Sources: Google https://support.google.com/google-ads/answer/16297842 ; Microsoft
 * https://learn.microsoft.com/en-us/advertising/bulk-service/offline-conversion ; Yandex
 * https://yandex.com/dev/metrika/en/management/offline-conv ; OpenAI
 * https://developers.openai.com/ads/conversions-api ; the others as posthog-js collects them,
 * https://github.com/PostHog/posthog-js (`packages/browser-common/src/utils/event-utils.ts`).
 */
export const CLICK_IDS: readonly ClickId[] = [
  { parameter: 'gclid', network: 'google' },
  { parameter: 'gbraid', network: 'google' },
  { parameter: 'wbraid', network: 'google' },
  { parameter: 'dclid', network: 'google' },
  { parameter: 'msclkid', network: 'microsoft' },
  { parameter: 'fbclid', network: 'meta' },
  { parameter: 'li_fat_id', network: 'linkedin' },
  { parameter: 'ttclid', network: 'tiktok' },
  { parameter: 'twclid', network: 'x' },
  { parameter: 'rdt_cid', network: 'reddit' },
  { parameter: 'epik', network: 'pinterest' },
  { parameter: 'sccid', network: 'snapchat' },
  { parameter: 'qclid', network: 'quora' },
  { parameter: 'yclid', network: 'yandex' },
  { parameter: 'irclid', network: 'impact' },
  { parameter: 'oppref', network: 'openai' },
];

/** Network of the first click id in the parameters of an address (by lower-case name); '' for none. */
export function networkOf(parameters: ReadonlyMap<string, string>): string {
  return CLICK_IDS.find(({ parameter }) => parameters.get(parameter))?.network ?? '';
}

/** Whether the parameters of an address (by lower-case name) hold any click id. */
export function hasClickId(parameters: ReadonlyMap<string, string>): boolean {
  return CLICK_IDS.some(({ parameter }) => (parameters.get(parameter) ?? '') !== '');
}

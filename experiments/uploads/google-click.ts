import type { UploadConversion } from './conversion.ts';

/** Google's click ids, the one that says most first. */
export const GOOGLE_CLICK_IDS = ['gclid', 'gbraid', 'wbraid'] as const;
export type GoogleClickId = (typeof GOOGLE_CLICK_IDS)[number];

/** Names of the columns; those of the two others are public practice, not Google's text. */
export const GOOGLE_CLICK_COLUMNS: Readonly<Record<GoogleClickId, string>> = {
  gclid: 'Google Click ID',
  gbraid: 'GBRAID',
  wbraid: 'WBRAID',
};

/** The click id to report, exactly one per conversion; null without any. */
export function googleClick({ clicks }: Pick<UploadConversion, 'clicks'>): {
  readonly type: GoogleClickId;
  readonly value: string;
} | null {
  const type = GOOGLE_CLICK_IDS.find((name) => (clicks[name] ?? '') !== '');
  return type === undefined ? null : { type, value: clicks[type] ?? '' };
}

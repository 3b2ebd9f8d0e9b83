import { PLATFORM_LABELS, type Platform } from './platform.ts';
import type { FormatName } from './settings.ts';

/** How a reported conversion is taken back or corrected, or why it cannot be. */
export type Retraction =
  | { readonly ok: true; readonly format: FormatName; readonly how: string }
  | { readonly ok: false; readonly reason: 'no-retraction'; readonly advice: string };

/**
 * The platform's own way to take back a deal that was lost or refunded, or to lower or raise its
 * value. Refuses where no way is documented: nothing is sent then, least of all a negative event.
 */
export function retractionOf(platform: Platform): Retraction {
  return RETRACTIONS[platform];
}

/** `Meta has no retraction. …` */
export function retractionText(platform: Platform): string {
  const retraction = RETRACTIONS[platform];
  return retraction.ok
    ? retraction.how
    : `${PLATFORM_LABELS[platform]} has no retraction. ${retraction.advice}`;
}

function none(advice: string): Retraction {
  return { ok: false, reason: 'no-retraction', advice };
}

/** None of the documents and connectors that were read has one for Meta, LinkedIn or TikTok. */
const RETRACTIONS: Readonly<Record<Platform, Retraction>> = {
  google: {
    ok: true,
    format: 'google-adjustments',
    how: 'Upload the file of adjustments: RETRACT takes a conversion back, RESTATE corrects its value.',
  },
  microsoft: {
    ok: true,
    format: 'microsoft-bulk',
    how: 'Upload the bulk file: Retract takes a conversion back, Restate corrects its value.',
  },
  meta: none(
    'Report the won deal when the money is in; a lost deal sends nothing. Give earlier stages their expected value.',
  ),
  linkedin: none(
    'Report the won deal when the money is in; a lost deal sends nothing. Give earlier stages their expected value.',
  ),
  tiktok: none(
    'Report the won deal when the money is in; a lost deal sends nothing. Give earlier stages their expected value.',
  ),
  ga4: {
    ok: true,
    format: 'ga4',
    how: 'A refund event with the same transaction id takes a purchase back, wholly or in part.',
  },
};

import type { ConversionRow, ExposureRow } from '#worker/store/events/rows.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { headline } from '../world.ts';

const DAY_MS = 86_400_000;
export const START = Date.UTC(2026, 2, 27);

export type Occurrence =
  | { readonly kind: 'exposure'; readonly row: ExposureRow }
  | { readonly kind: 'conversion'; readonly row: ConversionRow };

/**
 * A random history of one experiment over some days and one change of clocks: bots, repeats,
 * conversions before the exposure, after the window, of other metrics, flagged ones, ones taken back
 * or changed in value, money above the cap. In random order of arrival.
 */
export function randomHistory(random: () => number, visitors: number): Occurrence[] {
  const history: Occurrence[] = [];
  for (let index = 0; index < visitors; index++) {
    const unitId = `unit-${index}`;
    const exposedAt = START + Math.floor(random() * 6 * DAY_MS);
    if (random() < 0.9)
      history.push({ kind: 'exposure', row: exposure(random, unitId, exposedAt) });
    const conversions = Math.floor(random() * 4);
    for (let count = 0; count < conversions; count++) {
      const at = exposedAt + Math.floor((random() * 10 - 1) * DAY_MS);
      const row = conversion(random, `${unitId}-${count}`, unitId, at);
      history.push({ kind: 'conversion', row });
      if (random() < 0.25) history.push({ kind: 'conversion', row: takenBack(row) });
      else if (random() < 0.1) history.push({ kind: 'conversion', row: partlyPaidBack(row) });
    }
  }
  return history
    .map((occurrence) => ({ occurrence, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ occurrence }) => occurrence);
}

function exposure(random: () => number, unitId: string, at: number): ExposureRow {
  return {
    unitId,
    experimentId: headline.id,
    variantId: random() < 0.5 ? 'control' : 'bold',
    epoch: random() < 0.8 ? 1 : 2,
    fingerprint: random() < 0.1 ? '0ld0ld0l' : headline.fingerprint,
    eventId: `exposure-${unitId}`,
    viewNonce: `view-${unitId}`,
    landing: random() < 0.6 ? '/demo/' : '/half/',
    occurredAt: at,
    receivedAt: at,
    day: siteDay(at, 'Europe/Berlin'),
    mode: 'cookie',
    unit: 'visitor',
    botReasons: random() < 0.2 ? 2 : random() < 0.2 ? 8 : 0,
    botRules: 1,
    device: random() < 0.5 ? 'mobile' : 'desktop',
    country: random() < 0.5 ? 'DE' : '',
    returning: random() < 0.2 ? 1 : 0,
    source: random() < 0.5 ? 'google' : '(direct)',
    campaign: random() < 0.3 ? '' : `campaign ${Math.floor(random() * 4)}`,
    creative: '',
    keyword: `keyword ${Math.floor(random() ** 3 * 12)}`,
    flag: random() < 0.1 ? 'outdated-definition' : null,
  };
}

function takenBack(row: ConversionRow): ConversionRow {
  const valueMinor = row.valueMinor === null ? null : -row.valueMinor;
  return { ...row, eventId: `${row.eventId}-back`, quantity: -1, valueMinor };
}

function partlyPaidBack(row: ConversionRow): ConversionRow {
  const valueMinor = row.valueMinor === null ? null : -Math.floor(row.valueMinor / 3);
  return { ...row, eventId: `${row.eventId}-part`, quantity: 0, valueMinor };
}

function conversion(random: () => number, id: string, unitId: string, at: number): ConversionRow {
  const metricId = ['signup', 'cta', 'paid', 'other'][Math.floor(random() * 4)] ?? 'other';
  return {
    eventId: `conversion-${id}`,
    unitId,
    metricId,
    viewNonce: random() < 0.3 ? `view-${unitId}` : 'view-another',
    landing: '/demo/',
    occurredAt: at,
    receivedAt: at,
    valueMinor: metricId === 'paid' ? Math.floor(random() * 80_000) : null,
    currency: metricId === 'paid' ? 'EUR' : null,
    flag: metricId === 'other' ? 'unknown-metric' : null,
  };
}

import { env } from 'cloudflare:workers';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { insertConversions, insertExposures } from '#worker/store/events/insert-rows.ts';
import { readRunStates } from '#worker/store/operation/run-states.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { catalog, headline } from '../world.ts';
import type { Occurrence } from './history.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The catalog of the tests with one experiment, in another time zone. */
export function catalogIn(timeZone: string): Catalog {
  return { ...catalog, experiments: [headline], site: { ...catalog.site, timeZone } };
}

export async function write(history: readonly Occurrence[]): Promise<void> {
  if (history.length === 0) return;
  await env.DB.batch(
    history.map((one) =>
      one.kind === 'exposure'
        ? insertExposures(env.DB, [one.row])
        : insertConversions(env.DB, [one.row]),
    ),
  );
}

/** Brings the epochs of the experiments on record, as the first visit does. */
export async function openEpochs(of: Catalog, at: number): Promise<void> {
  await readRunStates(env.DB, of, at);
}

/**
 * Visitors of both variants who come in turn, from `from` every `gapMs`, and sign up within
 * minutes: every second one in `bold`, every tenth in `control`.
 */
export function visitors(
  timeZone: string,
  from: number,
  {
    count,
    gapMs,
    prefix = 'v',
  }: { readonly count: number; readonly gapMs: number; readonly prefix?: string },
): Occurrence[] {
  return Array.from({ length: count }, (_, index): Occurrence[] => {
    const at = from + index * gapMs;
    const bold = index % 2 === 1;
    const unitId = `${prefix}-${index}`;
    const exposure = anExposureRow({ unitId, at, timeZone, variantId: bold ? 'bold' : 'control' });
    const converts = bold ? index % 4 === 1 : index % 20 === 0;
    return converts ? [exposure, aConversionRow({ unitId, at: at + 60_000 })] : [exposure];
  }).flat();
}

export function anExposureRow(given: {
  readonly unitId: string;
  readonly at: number;
  readonly timeZone: string;
  readonly variantId: string;
}): Occurrence {
  const { unitId, at, timeZone, variantId } = given;
  return {
    kind: 'exposure',
    row: {
      unitId,
      experimentId: headline.id,
      variantId,
      epoch: 1,
      fingerprint: headline.fingerprint,
      eventId: `exposure-${unitId}`,
      viewNonce: `view-${unitId}`,
      landing: '/demo/',
      occurredAt: at,
      receivedAt: at,
      day: siteDay(at, timeZone),
      mode: 'cookie',
      unit: 'visitor',
      botReasons: 0,
      botRules: 1,
      device: 'mobile',
      country: 'DE',
      returning: 0,
      source: '(direct)',
      campaign: '',
      creative: '',
      keyword: '',
      flag: null,
    },
  };
}

export function aConversionRow({ unitId, at }: { unitId: string; at: number }): Occurrence {
  return {
    kind: 'conversion',
    row: {
      eventId: `signup-${unitId}-${at}`,
      unitId,
      metricId: 'signup',
      viewNonce: `view-${unitId}`,
      landing: '/demo/',
      occurredAt: at,
      receivedAt: at,
      valueMinor: null,
      currency: null,
      flag: null,
    },
  };
}

/** Every look on record, oldest first, as it is stored. */
export async function storedLooks(): Promise<readonly Record<string, unknown>[]> {
  const { results } = await env.DB.prepare('SELECT * FROM looks ORDER BY day').all();
  return results;
}

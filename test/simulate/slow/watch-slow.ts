import type { ConversionCount, ExposureCount } from '#experiments/report/counts/counts.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { decide } from '#experiments/report/decision/decide.ts';
import { binomial, split } from '../peeking/draws.ts';
import { type Random, seeded } from '../random.ts';
import { definitionOf, LEAD_RATE, QUALIFIED_SHARE, type SlowSetting } from './setting.ts';

/** What became of many histories of one setting, decided every evening. */
export type Watched = {
  readonly setting: SlowSetting;
  readonly repetitions: number;
  /** Share that was called lost (worse, or a guardrail failed) at or before the look of day 14. */
  readonly lostByDay14: number;
  /** Share that was ever called lost, until the window of the last visitor is over. */
  readonly lost: number;
  /** Share that was ever called better. */
  readonly better: number;
  /** Look of the middle loss, in days from 1; null while fewer than half are called. */
  readonly medianDay: number | null;
};

const FIRST_DAY = '2026-11-02';
const EARLY_DAY = 14;

/** `until`: the last look, in days from 1; left out, the one at which the last window is over. */
export function watchSlow(
  setting: SlowSetting,
  of: { readonly repetitions: number; readonly seed: string; readonly until?: number },
): Watched {
  const random = seeded(`${of.seed}/slow/${setting.name}/${setting.lift.qualified}`);
  const losses: number[] = [];
  let better = 0;
  for (let repetition = 0; repetition < of.repetitions; repetition += 1) {
    const end = history(setting, random, of.until ?? setting.days + setting.windowDays);
    if (end.lostOn !== null) losses.push(end.lostOn);
    if (end.better) better += 1;
  }
  const share = (count: number) => count / of.repetitions;
  return {
    setting,
    repetitions: of.repetitions,
    lostByDay14: share(losses.filter((day) => day <= EARLY_DAY).length),
    lost: share(losses.length),
    better: share(better),
    medianDay: losses.sort((a, b) => a - b)[Math.floor(of.repetitions / 2)] ?? null,
  };
}

type Mutable<Row> = { -readonly [Key in keyof Row]: Row[Key] };

/** One history, up to its first loss. */
function history(
  setting: SlowSetting,
  random: Random,
  until: number,
): { readonly lostOn: number | null; readonly better: boolean } {
  const { perDay, days, windowDays, meanDelay, lift } = setting;
  const { experiment, metrics } = definitionOf(setting);
  const exposures: ExposureCount[] = [];
  const conversions: Mutable<ConversionCount>[] = [];
  const due: { readonly row: Mutable<ConversionCount>; readonly count: number }[][] = [];
  const delays = meanDelay.map((mean) => delayWeights(mean, windowDays));
  let better = false;
  for (let look = 0; look < until; look += 1) {
    const day = addDays(FIRST_DAY, look);
    for (const [column, visitors] of (look < days ? split(random, perDay, EVEN) : []).entries()) {
      const variantId = column === 0 ? 'control' : 'treatment';
      const more = column === 0 ? { lead: 0, qualified: 0 } : lift;
      const key = { variantId, epoch: 1, day };
      exposures.push({ ...key, visitors, bots: 0 });
      const leads = binomial(random, visitors, LEAD_RATE * (1 + more.lead));
      conversions.push({ ...rowOf(key, 'lead'), converted: leads, conversions: leads });
      const share = (QUALIFIED_SHARE * (1 + more.qualified)) / (1 + more.lead);
      const row = rowOf(key, 'qualified');
      conversions.push(row);
      const byDelay = split(random, binomial(random, leads, share), delays[column] ?? []);
      for (const [lag, count] of byDelay.entries()) {
        const later = due[look + lag] ?? [];
        due[look + lag] = later;
        if (count > 0) later.push({ row, count });
      }
    }
    for (const { row, count } of due[look] ?? []) {
      row.converted += count;
      row.conversions += count;
    }
    const counts = { exposures, conversions, epochs: EPOCHS, modes: MODES };
    const verdict = decide(experiment, counts, { metrics, day }).treatments[0]?.verdict;
    better ||= verdict?.kind === 'better';
    const lost =
      verdict?.kind === 'worse' ||
      (verdict?.kind === 'withheld' && verdict.reason === 'guardrail-failed');
    if (lost) return { lostOn: look + 1, better };
  }
  return { lostOn: null, better };
}

function rowOf(
  key: Pick<ConversionCount, 'variantId' | 'epoch' | 'day'>,
  metricId: string,
): Mutable<ConversionCount> {
  return { ...key, metricId, converted: 0, conversions: 0, sumMinor: 0, sumSquares: 0 };
}

/** Weights of whole days up to the end of the window: exponential with this mean, cut there. */
function delayWeights(mean: number, windowDays: number): readonly number[] {
  return Array.from({ length: windowDays }, (_, day) =>
    Math.max(1, Math.round(1e6 * (Math.exp(-day / mean) - Math.exp(-(day + 1) / mean)))),
  );
}

const EVEN = [5_000, 5_000];
const MODES = ['cookie'] as const;
const EPOCHS = [{ epoch: 1, weightsBp: EVEN, allocationBp: 10_000, effectiveAt: 0 }];

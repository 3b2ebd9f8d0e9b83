import type { Random } from '../random.ts';
import { binomial, normal, split } from './draws.ts';
import type { Setting } from './setting.ts';

/** Conversions that became known on a day, of visitors who came on the day `cohort`. */
export type Matured = {
  readonly cohort: number;
  readonly epoch: number;
  readonly column: number;
  /** Place in the setting's landings; 0 where it has one. */
  readonly landing: number;
  readonly converted: number;
  readonly sumMinor: number;
  readonly sumSquares: number;
};

/** What one closed day adds to the counts. Days and epochs: days from 0, epochs from 1. */
export type DrawnDay = {
  readonly day: number;
  readonly epoch: number;
  readonly weightsBp: readonly number[];
  /** One entry per variant, control first. */
  readonly visitors: readonly number[];
  /** The same by landing. */
  readonly byLanding: readonly (readonly number[])[];
  readonly matured: readonly Matured[];
};

const MEDIAN_MINOR = 6_000;

/**
 * One history of a setting, drawn day by day: visitors multinomial by weight, conversions binomial.
 * `lifts`: relative effects, one per variant, 0 for the control.
 */
export function drawHistory(
  setting: Setting,
  lifts: readonly number[],
  random: Random,
): () => DrawnDay {
  const totals = setting.weightsBp.map(() => ({ visitors: 0, converted: 0 }));
  const pending: Matured[][] = [];
  const daysPerEpoch = setting.epochs?.days ?? setting.looks;
  let weightsBp = setting.weightsBp;
  let day = -1;
  const mature = (lag: number, matured: Matured) => {
    const due = pending[day + lag] ?? [];
    pending[day + lag] = due;
    due.push(matured);
  };
  return () => {
    day += 1;
    const epoch = 1 + Math.floor(day / daysPerEpoch);
    if (setting.epochs && day > 0 && day % daysPerEpoch === 0) {
      weightsBp = setting.epochs.weightsAt(epoch, totals);
    }
    const rate = setting.rate * (setting.drift?.(day) ?? 1);
    const byLanding = arrivals(setting, day, random).map((count) =>
      split(random, count, weightsBp),
    );
    for (const [landing, ofLanding] of byLanding.entries()) {
      const base = rate * (setting.landings?.[landing]?.factor ?? 1);
      for (const [column, count] of ofLanding.entries()) {
        let converted = binomial(random, count, base * (1 + (lifts[column] ?? 0)));
        const key = { cohort: day, epoch, column, landing };
        let shareLeft = 1;
        for (const [lag, share] of (setting.delay ?? [1]).entries()) {
          const now = binomial(random, converted, share / shareLeft);
          mature(lag, { ...key, converted: now, ...valuesOf(setting, now, random) });
          converted -= now;
          shareLeft -= share;
        }
        const total = totals[column];
        if (total) total.visitors += count;
      }
    }
    const visitors = weightsBp.map((_, column) =>
      byLanding.reduce((sum, ofLanding) => sum + (ofLanding[column] ?? 0), 0),
    );
    const matured = pending[day] ?? [];
    for (const { column, converted } of matured) {
      const total = totals[column];
      if (total) total.converted += converted;
    }
    return { day, epoch, weightsBp, visitors, byLanding, matured };
  };
}

/** The visitors of a day by landing. */
function arrivals({ perDay, landings }: Setting, day: number, random: Random): readonly number[] {
  if (!landings) return [perDay];
  return split(
    random,
    perDay,
    landings.map(({ trafficOn }) => trafficOn(day)),
  );
}

/** Sums over so many values in whole minor units. */
function valuesOf(
  { value }: Setting,
  count: number,
  random: Random,
): { readonly sumMinor: number; readonly sumSquares: number } {
  let sumMinor = 0;
  let sumSquares = 0;
  if (value) {
    for (let index = 0; index < count; index += 1) {
      const drawn = Math.round(MEDIAN_MINOR * Math.exp(value.sigma * normal(random)));
      const minor = Math.min(drawn, value.capMinor ?? Number.POSITIVE_INFINITY);
      sumMinor += minor;
      sumSquares += minor * minor;
    }
  }
  return { sumMinor, sumSquares };
}

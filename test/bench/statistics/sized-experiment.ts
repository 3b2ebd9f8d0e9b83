import type { Metric } from '#experiments/definition/metric/metric.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import type { DecidedCounts, DecidedExperiment } from '#experiments/report/decision/decide.ts';
import { binomial } from '#test/simulate/peeking/draws.ts';
import { seeded } from '#test/simulate/random.ts';

/** How much there is to judge; `days` are shared out evenly over the strata. */
export type Size = {
  readonly variants: number;
  readonly metrics: number;
  readonly strata: number;
  readonly days: number;
};

/** The largest verdict that is promised, and one as most experiments have it. */
export const SIZES = {
  wide: { variants: 5, metrics: 10, strata: 30, days: 30 },
  usual: { variants: 2, metrics: 3, strata: 1, days: 28 },
} as const satisfies Record<string, Size>;

/** Everything that a verdict is made of. */
export type Sized = {
  readonly experiment: DecidedExperiment;
  readonly metrics: readonly Metric[];
  readonly counts: DecidedCounts;
  readonly day: string;
};

/**
 * An experiment without an effect: every fifth metric is revenue, the first is primary, the last a
 * guardrail (the last two of ten), and every stratum is an epoch of its own.
 */
export function sizedExperiment(size: Size): Sized {
  const random = seeded('sized experiment');
  const metrics = Array.from({ length: size.metrics }, (_, index) => metricOf(index));
  const variants = Array.from({ length: size.variants }, (_, column) => ({
    id: `variant-${column}`,
    weightBp: 10_000 / size.variants,
  }));
  const weightsBp = variants.map(({ weightBp }) => weightBp);
  const guardrails = Math.max(1, Math.floor(size.metrics / 5));
  const days = Array.from({ length: size.days }, (_, index) => addDays('2026-11-02', index));
  const cells = days.flatMap((day, index) =>
    variants.map(({ id }) => ({
      variantId: id,
      epoch: 1 + Math.floor((index * size.strata) / size.days),
      day,
    })),
  );
  return {
    metrics,
    day: days.at(-1) ?? '',
    experiment: {
      variants,
      primary: 'metric-0',
      secondary: metrics.slice(1, -guardrails).map(({ id }) => id),
      guardrails: metrics.slice(-guardrails).map(({ id }) => ({ metric: id, marginBp: 500 })),
      plan: { visitors: 60_000, alpha: 0.05, power: 0.8, equivalenceBp: 300 },
    },
    counts: {
      exposures: cells.map((cell) => ({
        ...cell,
        visitors: 380 + binomial(random, 40, 0.5),
        bots: 0,
      })),
      conversions: cells.flatMap((cell) =>
        metrics.map(({ id }) => {
          const converted = binomial(random, 380, 0.08);
          const sums = { sumMinor: converted * 6_000, sumSquares: converted * 5.4e7 };
          return { ...cell, metricId: id, converted, conversions: converted, ...sums };
        }),
      ),
      epochs: Array.from({ length: size.strata }, (_, index) => ({
        epoch: index + 1,
        weightsBp,
        allocationBp: 10_000,
        effectiveAt: index,
      })),
      modes: ['cookie'],
    },
  };
}

function metricOf(index: number): Metric {
  return {
    id: `metric-${index}`,
    label: `Metric ${index}`,
    type: index % 5 === 4 ? 'mean' : 'proportion',
    source: 'stage',
    match: `stage-${index}`,
    windowDays: 7,
    direction: 'up',
    currency: 'EUR',
  };
}

import { describe, test } from 'vitest';
import { decidedSchema } from '#experiments/contract/look.ts';
import { type Metric, metricSchema } from '#experiments/definition/metric/metric.ts';
import type { ExperimentCounts } from '#experiments/report/counts/counts.ts';
import { decide } from '#experiments/report/decision/decide.ts';
import { anExperiment } from './builders.ts';
import goldens from './decision-goldens.json' with { type: 'json' };

type GivenLift =
  | {
      readonly ok: true;
      readonly estimate: number | null;
      readonly lower: number | null;
      readonly upper: number | null;
      readonly pValue: number;
      readonly family: {
        readonly adjustedPValue: number;
        readonly lower: number | null;
        readonly upper: number | null;
      } | null;
    }
  | { readonly ok: false; readonly reason: string };
type Case = (typeof goldens.cases)[number];
type Sums = {
  readonly converted: readonly number[];
  readonly sumMinor: readonly number[];
  readonly sumSquares: readonly number[];
};

describe(`the decision is that of ${goldens.source}`, () => {
  for (const golden of goldens.cases) {
    test(golden.name, ({ expect }) => {
      const day = golden.daily.at(-1)?.day ?? '';
      const decided = decide(experimentOf(golden), countsOf(golden), {
        metrics: golden.metrics.map(metricOf),
        day,
      });
      expect(decidedSchema.parse(decided)).toEqual(decided);
      const close = (got: number | null | undefined, expected: number | null | undefined) => {
        if (expected === null || expected === 0) return expect(got).toBe(expected);
        return expect(Math.abs((got ?? Number.NaN) / (expected ?? 0) - 1)).toBeLessThan(
          goldens.tolerance,
        );
      };
      expect(decided.days).toBe(golden.expected.days);
      close(decided.closedShare, golden.expected.closedShare);
      close(decided.srm.ok ? decided.srm.pValue : null, golden.expected.splitPValue);
      for (const [index, expected] of golden.expected.treatments.entries()) {
        const treatment = decided.treatments[index];
        expect(treatment?.verdict).toEqual(expected.verdict);
        for (const [place, { lift: given, guardrail }] of expected.comparisons.entries()) {
          const lift = given as GivenLift;
          const comparison = treatment?.comparisons[place];
          expect(comparison?.guardrail).toEqual(guardrail);
          if (!lift.ok || !comparison?.lift.ok) {
            expect(comparison?.lift).toEqual(lift);
            continue;
          }
          close(comparison.lift.estimate, lift.estimate);
          close(comparison.lift.lower, lift.lower);
          close(comparison.lift.upper, lift.upper);
          close(comparison.lift.pValue, lift.pValue);
          expect(comparison.lift.family === null).toBe(lift.family === null);
          close(
            comparison.lift.family?.adjustedPValue ?? null,
            lift.family?.adjustedPValue ?? null,
          );
          close(comparison.lift.family?.lower ?? null, lift.family?.lower ?? null);
          close(comparison.lift.family?.upper ?? null, lift.family?.upper ?? null);
        }
      }
    });
  }
});

function experimentOf(golden: Case) {
  const [first = []] = golden.weightsBp;
  const secondary: readonly string[] = golden.secondary;
  return anExperiment({
    variants: first.map((weightBp, column) => ({ id: `v${column}`, weightBp })),
    primary: golden.metrics[0]?.id,
    secondary,
    guardrails: Object.entries(golden.guardrails).map(([metric, marginBp]) => ({
      metric,
      marginBp,
    })),
    plan: {
      visitors: golden.plannedVisitors,
      alpha: golden.alpha,
      ...(golden.equivalenceBp === null ? {} : { equivalenceBp: golden.equivalenceBp }),
    },
  });
}

function metricOf(given: Case['metrics'][number]): Metric {
  return metricSchema.parse({
    ...given,
    label: given.id,
    source: 'click',
    match: given.id,
    currency: 'EUR',
  });
}

function countsOf(
  golden: Case,
): Pick<ExperimentCounts, 'exposures' | 'conversions' | 'epochs' | 'modes'> {
  const cells = golden.daily.flatMap((row) =>
    row.visitors.map((visitors, column) => ({
      row,
      column,
      visitors,
      key: { variantId: `v${column}`, epoch: row.epoch, day: row.day },
    })),
  );
  return {
    exposures: cells.map(({ key, row, column, visitors }) => ({
      ...key,
      visitors,
      bots: row.bots[column] ?? 0,
    })),
    conversions: cells.flatMap(({ key, row, column }) =>
      Object.entries(row.metrics as Readonly<Record<string, Sums | undefined>>).flatMap(
        ([metricId, sums]) => {
          const converted = sums?.converted[column] ?? 0;
          const [sumMinor = 0, sumSquares = 0] = [sums?.sumMinor[column], sums?.sumSquares[column]];
          return [{ ...key, metricId, converted, conversions: converted, sumMinor, sumSquares }];
        },
      ),
    ),
    epochs: golden.weightsBp.map((weightsBp, index) => ({
      epoch: index + 1,
      weightsBp,
      allocationBp: 10_000,
      effectiveAt: index,
    })),
    modes: ['cookie'],
  };
}

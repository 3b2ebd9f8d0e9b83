import { describe, test } from 'vitest';
import type { Lift } from '#experiments/contract/interval.ts';
import type { ExperimentReport } from '#experiments/contract/report.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { anExperiment, countsOf, leads, words } from './builders.ts';
import goldens from './report-goldens.json' with { type: 'json' };

type Case = (typeof goldens.cases)[number];

describe(`the report gives the numbers of ${goldens.source}`, () => {
  for (const golden of goldens.cases) {
    test(golden.name, ({ expect }) => {
      const report = reportFor(golden);
      const close = (got: number | null | undefined, expected: number | null) => {
        if (expected === null || expected === 0) return expect(got).toBe(expected);
        return expect(Math.abs((got ?? Number.NaN) / expected - 1)).toBeLessThan(goldens.tolerance);
      };
      for (const [column, rate] of golden.expected.rates.entries()) {
        const given = report.variants[column]?.metrics[0]?.rate;
        if (!given?.ok) return expect(given).toMatchObject({ ok: true });
        close(given.estimate, rate.estimate);
        close(given.lower, rate.lower);
        close(given.upper, rate.upper);
      }
      for (const [index, expected] of golden.expected.lifts.entries()) {
        const lift = liftOf(report, index + 1);
        close(lift.estimate, expected.estimate);
        close(lift.lower, expected.lower);
        close(lift.upper, expected.upper);
        close(lift.pValue, expected.pValue);
        expect(lift.family === null).toBe(golden.expected.lifts.length === 1);
        if (lift.family === null) continue;
        close(lift.family.lower, expected.joint.lower);
        close(lift.family.upper, expected.joint.upper);
        close(lift.family.adjustedPValue, expected.joint.adjustedPValue);
      }
      const { srm } = report;
      if (!srm.ok) return expect(srm).toMatchObject({ ok: true });
      close(srm.pValue, golden.expected.srm.pValue);
      close(srm.chiSquare, golden.expected.srm.chiSquare);
      close(srm.chiSquarePValue, golden.expected.srm.chiSquarePValue);
      expect(srm.degreesOfFreedom).toBe(golden.expected.srm.degreesOfFreedom);
    });
  }
});

function reportFor(golden: Case): ExperimentReport {
  const [first = []] = golden.weightsBp;
  const experiment = anExperiment({
    variants: first.map((weightBp, column) => ({ id: `v${column}`, weightBp })),
    plan: { visitors: golden.plannedVisitors, alpha: golden.alpha },
  });
  const counts = countsOf(
    experiment,
    golden.daily.map((row) => ({ ...row, converted: row.converted.lead })),
    {
      epochs: golden.weightsBp.map((weightsBp, index) => ({
        epoch: index + 1,
        weightsBp,
        allocationBp: 10_000,
        effectiveAt: index,
      })),
    },
  );
  return reportOf(experiment, counts, { metrics: [leads], words });
}

function liftOf(report: ExperimentReport, column: number): Lift {
  const lift = report.variants[column]?.metrics[0]?.lift;
  if (!lift?.ok) throw new Error(`no lift of variant ${column}: ${JSON.stringify(lift)}`);
  return lift;
}

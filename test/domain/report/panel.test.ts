import { test } from 'vitest';
import type { Look } from '#experiments/contract/look.ts';
import { panelSchema } from '#experiments/contract/panel.ts';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { panelOf } from '#experiments/report/decision/panel.ts';
import { anExperiment, countsOf, errors, leads, lookAt, repeated } from './builders.ts';

/*
 * Expected values: SciPy 1.10 by quadrature, with X ~ Beta(1 + xB, 1 + nB − xB) the treatment and
 * Y ~ Beta(1 + xA, 1 + nA − xA) control:
 *   chance = quad(lambda t: X.pdf(t) * Y.cdf(t), 0, 1), loss = quad(lambda t: X.cdf(t) * Y.sf(t), 0, 1);
 * for strata d = Σ w (xB/nB − xA/nA), w the traffic of the epoch, variances from (x + 1) / (n + 2):
 *   chance = norm.cdf(d / se), loss = se (norm.pdf(d / se) − d / se · norm.sf(d / se)).
 */

function treatmentOf(look: Look) {
  const panel = panelOf(look);
  const belief = panel?.treatments[0]?.belief;
  if (!belief?.ok) throw new Error('no belief');
  return belief;
}

const half = { id: 'control', weightBp: 5_000 };

test('two rates in one epoch are compared exactly', ({ expect }) => {
  const experiment = anExperiment();
  const counts = countsOf(experiment, repeated(10, { visitors: [400, 400], converted: [12, 16] }));
  const belief = treatmentOf(lookAt(experiment, counts));
  expect(belief.method).toBe('beta-binomial');
  expect(belief.chanceToBeat).toBeCloseTo(0.9925034049677925, 9);
  expect(belief.expectedLoss / 1.0176360810038812e-5).toBeCloseTo(1, 8);
});

test('where less is better, fewer is the chance to beat control', ({ expect }) => {
  const experiment = anExperiment({ primary: 'error' });
  const counts = countsOf(
    experiment,
    repeated(10, { visitors: [400, 400], also: { error: [12, 16] } }),
  );
  const belief = treatmentOf(lookAt(experiment, counts, { metrics: [errors] }));
  expect(belief.chanceToBeat).toBeCloseTo(1 - 0.9925034049677925, 9);
  expect(belief.expectedLoss / 0.010005178859560664).toBeCloseTo(1, 8);
});

test('epochs of other weights are compared within themselves', ({ expect }) => {
  const experiment = anExperiment();
  const epoch = { allocationBp: 10_000, effectiveAt: 0 };
  const counts = countsOf(
    experiment,
    [
      { epoch: 1, visitors: [2_000, 2_000], converted: [60, 80] },
      { epoch: 2, visitors: [600, 5_400], converted: [60, 560] },
    ],
    {
      epochs: [
        { ...epoch, epoch: 1, weightsBp: [5_000, 5_000] },
        { ...epoch, epoch: 2, weightsBp: [1_000, 9_000] },
      ],
    },
  );
  const belief = treatmentOf(lookAt(experiment, counts));
  expect(belief.method).toBe('normal-stratified');
  expect(belief.chanceToBeat).toBeCloseTo(0.7775987387699167, 9);
  expect(belief.expectedLoss / 0.0010423133795472161).toBeCloseTo(1, 8);
});

test('a value per visitor is compared by its mean, from twenty buyers on', ({ expect }) => {
  const revenue = metricSchema.parse({ ...leads, type: 'mean', currency: 'EUR' });
  const experiment = anExperiment();
  const of = (converted: number) => {
    const counts = countsOf(experiment, [
      { visitors: [1_000, 1_000], converted: [converted, converted + 10] },
    ]);
    return lookAt(
      experiment,
      {
        ...counts,
        conversions: counts.conversions.map((row) => ({
          ...row,
          sumMinor: row.converted * 5_000,
          sumSquares: row.converted * 5_000 ** 2 * 1.5,
        })),
      },
      { metrics: [revenue] },
    );
  };
  const belief = treatmentOf(of(30));
  expect(belief.method).toBe('normal-means');
  expect(belief.chanceToBeat).toBeCloseTo(0.8382364253949657, 9);
  expect(belief.expectedLoss / 4.323203278355241).toBeCloseTo(1, 8);
  expect(panelOf(of(15))?.treatments[0]?.belief).toEqual({ ok: false, reason: 'too-few-buyers' });
});

test('a look that must not be read has no panel', ({ expect }) => {
  const experiment = anExperiment({ variants: [half, { id: 'outcome', weightBp: 5_000 }] });
  const off = countsOf(experiment, [{ visitors: [4_000, 5_000], converted: [120, 160] }]);
  expect(lookAt(experiment, off).decision).toMatchObject({ kind: 'withheld', reason: 'srm' });
  expect(panelOf(lookAt(experiment, off))).toBeNull();
  const nobody = countsOf(experiment, [{ visitors: [0, 0], bots: [1, 1] }]);
  expect(panelOf(lookAt(experiment, nobody))).toBeNull();
});

test('every treatment has its belief or the reason why there is none', ({ expect }) => {
  const experiment = anExperiment({
    variants: [half, { id: 'b', weightBp: 2_500 }, { id: 'c', weightBp: 2_500 }],
  });
  const counts = countsOf(experiment, [{ visitors: [40, 20, 20], converted: [0, 0, 20] }]);
  const panel = panelOf(lookAt(experiment, counts));
  expect(panelSchema.parse(JSON.parse(JSON.stringify(panel)))).toEqual(panel);
  expect(panel?.treatments.map(({ variant, belief }) => [variant, belief.ok])).toEqual([
    ['b', true],
    ['c', true],
  ]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { alwaysValidSize, foundByLook } from '#experiments/planning/always-valid.ts';
import { pairOf } from '#experiments/planning/pair.ts';
import type { Plan } from '#experiments/planning/plan-of.ts';
import { plannedPower } from '#experiments/planning/planned-power.ts';
import type { PlanQuestion } from '#experiments/planning/question.ts';
import { sequentialSampleSize } from '#experiments/stats/power-sequential.ts';
import { detectableLift } from '#experiments/stats/power-two-proportions.ts';
import { sequentialConversionLift } from '#experiments/stats/sequential-conversion-lift.ts';
import { aQuestion, planned } from './builders.ts';

type Goldens = {
  readonly plans: readonly (Pick<Plan, 'oneLook' | 'alwaysValid'> & {
    readonly question: PlanQuestion;
    readonly reach: readonly (number | null)[];
  })[];
  readonly watched: readonly {
    readonly question: Partial<PlanQuestion>;
    readonly power: number;
    readonly monteCarloError: number;
    readonly medianDay: number;
  }[];
};
const folder = join(import.meta.dirname, '../../golden/vectors');
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const goldens: Goldens = read(join(import.meta.dirname, 'planning-goldens.json'));

test.for(goldens.plans)(
  'needs the visitors and weeks that SciPy finds: $question',
  (golden, { expect }) => {
    const plan = planned(golden.question);
    expect(plan.oneLook).toEqual(golden.oneLook);
    expect(plan.alwaysValid).toEqual(golden.alwaysValid);
    expect(plan.nStar).toBe(golden.alwaysValid.pair);
    for (const [index, change] of golden.reach.entries()) {
      const found = plan.reach[index]?.alwaysValid;
      if (change === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(change, 9);
    }
  },
);

test.for(goldens.watched)(
  'is found by daily looks as often as in simulated experiments: $question',
  ({ question, power, monteCarloError, medianDay }, { expect }) => {
    const { watched } = planned(aQuestion(question));
    expect(Math.abs(watched.power - power)).toBeLessThan(0.01 + 3 * monteCarloError);
    expect(Math.abs((watched.medianDay ?? 0) - medianDay)).toBeLessThanOrEqual(1);
  },
);

// power.prop.test(p1 = .50, p2 = .75, power = .90) is the example of R's manual page: n = 76.7.
test.for([
  { p1: 0.5, p2: 0.75, power: 0.9, perGroup: 77 },
  { p1: 0.05, p2: 0.055, power: 0.8, perGroup: 31_234 },
])(
  'needs $perGroup visitors per variant at one look, as power.prop.test of R',
  (known, { expect }) => {
    const { p1, p2, power, perGroup } = known;
    const plan = planned(aQuestion({ baseline: p1, mde: p2 / p1 - 1, power }));
    expect(plan.oneLook.perVariant).toEqual([perGroup, perGroup]);
  },
);

test('sizes of one look agree with the published vectors', ({ expect }) => {
  const cases = read(join(folder, 'power_two_proportions.json')) as readonly {
    readonly input: {
      solve: string;
      baseline: number;
      relativeMde: number;
      ratio: number;
      power: number;
    };
    readonly expected: { nA: number; nB: number };
  }[];
  const sizes = cases.filter(({ input }) => input.solve === 'n');
  expect(sizes.length).toBeGreaterThan(0);
  for (const { input, expected } of sizes) {
    const { baseline, relativeMde: mde, ratio, power } = input;
    const plan = planned(aQuestion({ baseline, mde, power, weights: [1, ratio] }));
    expect(plan.oneLook.perVariant).toEqual([expected.nA, expected.nB]);
  }
});

test('one treatment is sized as any sequence that is tuned to its own end', ({ expect }) => {
  const pair = pairOf(aQuestion());
  const sdPerUnit = Math.sqrt(2 * (0.97 / 0.03 + (1 - 0.0345) / 0.0345));
  const size = sequentialSampleSize(
    { effect: Math.log(1.15), sdPerUnit, alpha: 0.05, nStar: null },
    0.8,
  );
  expect(size).toMatchObject({ ok: true });
  if (size.ok) expect(alwaysValidSize(pair)).toBeCloseTo(size.nTotal, 4);
});

test('the sequential price is 1.9 times one look, and daily looks win back power', ({ expect }) => {
  const { price, watched, nStar } = planned();
  expect(price).toBeGreaterThan(1.9);
  expect(price).toBeLessThan(1.93);
  expect(watched.power).toBeGreaterThan(0.85);
  expect(plannedPower(planned(), nStar)).toBeCloseTo(0.8, 4);
});

test('the verdict of the report excludes 0 exactly where the plan says it starts to', ({
  expect,
}) => {
  // At half the power the expected estimate lies on the edge of the interval.
  const { nStar, question } = planned(aQuestion({ power: 0.500_001 }));
  const n = nStar / 2;
  const verdict = (visitors: number) =>
    sequentialConversionLift(
      {
        xA: Math.round(visitors * question.baseline),
        nA: visitors,
        xB: Math.round(visitors * question.baseline * (1 + question.mde)),
        nB: visitors,
      },
      { alpha: 0.05, nStar, minConversions: 5 },
    );
  expect(verdict(Math.round(n * 1.02))).toMatchObject({ ok: true, lower: expect.any(Number) });
  const [before, after] = [verdict(Math.round(n * 0.98)), verdict(Math.round(n * 1.02))];
  expect(before.ok && before.lower < 0).toBe(true);
  expect(after.ok && after.lower > 0).toBe(true);
});

test('what one look can find is what the stats room finds', ({ expect }) => {
  const [two] = planned().reach;
  const known = detectableLift(
    { baseline: 0.03, alpha: 0.05, sides: 2 },
    { power: 0.8, nA: 2_800, nB: 2_800 },
  );
  expect(known.ok && two?.oneLook).toBeCloseTo(known.ok ? known.relativeMde : Number.NaN, 9);
});

test('more time never finds less, and one look never less than daily looks', ({ expect }) => {
  for (const visitorsPerDay of [150, 400, 3_000, 40_000]) {
    const { reach } = planned(aQuestion({ visitorsPerDay }));
    for (const [index, { oneLook, alwaysValid }] of reach.entries()) {
      expect(alwaysValid).toBeGreaterThan(oneLook ?? Infinity);
      expect(alwaysValid).toBeLessThan(reach[index - 1]?.alwaysValid ?? Infinity);
    }
  }
});

test('the change that so many weeks can find needs no more than these weeks', ({ expect }) => {
  for (const { weeks, alwaysValid } of planned().reach) {
    const mde = (alwaysValid ?? 0) * (1 + 1e-9);
    expect(planned(aQuestion({ mde })).alwaysValid.weeks).toBeLessThanOrEqual(weeks);
  }
});

test('runs two whole weeks even where one day would do', ({ expect }) => {
  const { alwaysValid } = planned(aQuestion({ visitorsPerDay: 200_000 }));
  expect(alwaysValid).toMatchObject({ days: 1, weeks: 2 });
});

test('half of the traffic takes twice the days', ({ expect }) => {
  const [all, half] = [planned(), planned(aQuestion({ share: 0.5 }))];
  expect(half.alwaysValid.total).toBe(all.alwaysValid.total);
  expect(half.alwaysValid.days).toBe(Math.ceil(all.alwaysValid.total / 200));
});

test('the treatment with the fewest visitors decides, and one without any is left out', ({
  expect,
}) => {
  const uneven = planned(aQuestion({ weights: [5, 4, 1, 0] }));
  const even = planned(aQuestion({ weights: [5, 1, 4, 0] }));
  expect(uneven.alwaysValid.total).toBe(even.alwaysValid.total);
  expect(uneven.alwaysValid.perVariant[3]).toBe(0);
  const [control = 0, , fewest = 0] = uneven.alwaysValid.perVariant;
  expect(uneven.nStar).toBe(control + fewest);
});

test('chances to have found it rise with every look', ({ expect }) => {
  const found = foundByLook(pairOf(aQuestion()), { planned: 92_824, looks: 30 });
  expect(found).toHaveLength(30);
  expect(found.every((chance, index) => chance >= (found[index - 1] ?? 0))).toBe(true);
});

import { describe, test } from 'vitest';
import type { Lift } from '#experiments/contract/interval.ts';
import { refusalReasonSchema } from '#experiments/contract/refusal.ts';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { overall } from '#experiments/report/counts/overall.ts';
import { crossingsOf } from '#experiments/report/decision/crossings.ts';
import { decide } from '#experiments/report/decision/decide.ts';
import { guardrailStatus } from '#experiments/report/decision/guardrail.ts';
import { seeded } from '../../support/seeded.ts';
import { anExperiment, countsOf, type Day, dayAfter, errors, leads, lookAt } from './builders.ts';

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

/** A random experiment of two to four variants with a guardrail, and random days of it. */
function randomWorld(seed: number) {
  const random = seeded(seed);
  const width = 2 + Math.floor(random() * 3);
  const share = Math.floor(10_000 / width);
  const experiment = anExperiment({
    variants: Array.from({ length: width }, (_, index) => ({
      id: `v${index}`,
      weightBp: index === 0 ? 10_000 - share * (width - 1) : share,
    })),
    guardrails: [{ metric: 'error', marginBp: Math.floor(random() * 2_000) }],
    plan: { visitors: 1_000 + Math.floor(random() * 50_000), equivalenceBp: 1_000 },
  });
  const rate = 0.01 + random() * 0.2;
  const effects = Array.from({ length: width }, () => 1 + (random() - 0.4) * 1.2);
  const days = Array.from({ length: 1 + Math.floor(random() * 30) }, (): Day => {
    const visitors = Array.from({ length: width }, () => 180 + Math.floor(random() * 40));
    const some = (share_: number) =>
      visitors.map((count) => Math.floor(count * share_ * (0.7 + random() * 0.6)));
    return {
      visitors,
      converted: visitors.map((count, column) =>
        Math.min(count, Math.floor(count * rate * (effects[column] ?? 1) * (0.5 + random()))),
      ),
      also: { error: some(0.05) },
    };
  });
  return { experiment, days, counts: countsOf(experiment, days) };
}

const metrics = [leads, errors];

describe('a decision', () => {
  test.for(SEEDS)('does not know the days after its own (world %i)', (seed, { expect }) => {
    const { experiment, days, counts } = randomWorld(seed);
    const half = Math.ceil(days.length / 2);
    const day = dayAfter(half - 1);
    const until = countsOf(experiment, days.slice(0, half));
    expect(decide(experiment, counts, { metrics, day })).toEqual(
      decide(experiment, until, { metrics, day }),
    );
  });

  test.for(SEEDS)('does not depend on the order of its rows (world %i)', (seed, { expect }) => {
    const { experiment, counts } = randomWorld(seed);
    const random = seeded(seed + 1_000);
    const shuffled = <T>(rows: readonly T[]) =>
      rows
        .map((row) => ({ row, place: random() }))
        .sort((a, b) => a.place - b.place)
        .map(({ row }) => row);
    const other = {
      ...counts,
      exposures: shuffled(counts.exposures),
      conversions: shuffled(counts.conversions),
    };
    expect(lookAt(experiment, other, { metrics })).toEqual(lookAt(experiment, counts, { metrics }));
  });

  test.for(SEEDS)('keeps its own rules (world %i)', (seed, { expect }) => {
    const { experiment, counts } = randomWorld(seed);
    const look = lookAt(experiment, counts, { metrics });
    expect(look.decision).toEqual(overall(look.treatments.map(({ verdict }) => verdict)));
    const crossed = new Set(crossingsOf(look).map(({ variant, metric }) => `${variant} ${metric}`));
    for (const { variant, verdict, comparisons } of look.treatments) {
      const primary = comparisons.find(({ role }) => role === 'primary')?.lift;
      if (['better', 'ahead', 'worse'].includes(verdict.kind)) {
        if (!primary?.ok) throw new Error('a verdict without a reading');
        const up = (primary.lower ?? -1) > 0;
        const down = (primary.upper ?? 1) < 0;
        expect([up, down]).toEqual([verdict.kind !== 'worse', verdict.kind === 'worse']);
        expect(primary.family?.adjustedPValue ?? primary.pValue).toBeLessThan(look.alpha);
        expect(crossed).toContain(`${variant} lead`);
      }
      if (verdict.kind === 'better') {
        expect(look.days).toBeGreaterThanOrEqual(14);
        expect(look.closedShare).toBeGreaterThanOrEqual(0.5);
        for (const { guardrail } of comparisons) expect(guardrail?.status ?? 'holds').toBe('holds');
      }
      if (verdict.kind === 'ahead' && verdict.waitUntil !== null) {
        expect(verdict.waitUntil > look.day).toBe(true);
      }
    }
  });
});

function aLift(lower: number | null, upper: number | null): Lift {
  return {
    ok: true,
    estimate: 0,
    lower,
    upper,
    level: 0.95,
    method: '',
    pValue: 1,
    tuning: { kind: 'confidence-sequence', nStar: 1, minConversions: 5 },
    family: null,
  };
}

test.for([
  [-0.04, 0.1, 'up', 'holds'],
  [-0.05, 0.1, 'up', 'unclear'],
  [-0.2, -0.01, 'up', 'unclear'],
  [-0.2, -0.05, 'up', 'unclear'],
  [-0.2, -0.06, 'up', 'fails'],
  [-0.2, null, 'up', 'unclear'],
  [null, -0.1, 'up', 'fails'],
  [-0.1, 0.04, 'down', 'holds'],
  [0.01, 0.2, 'down', 'unclear'],
  [0.06, 0.2, 'down', 'fails'],
  [0.06, null, 'down', 'fails'],
] as const)(
  'a margin of 5 % and an interval from %d to %d, good is %s: %s',
  ([lower, upper, direction, status], { expect }) => {
    expect(guardrailStatus(aLift(lower, upper), { marginBp: 500, direction })).toBe(status);
  },
);

test('a control that gave back more than it took has no relative lift', ({ expect }) => {
  const experiment = anExperiment({ primary: 'money' });
  const money = metricSchema.parse({ ...leads, id: 'money', type: 'mean', currency: 'EUR' });
  const counts = countsOf(experiment, [{ visitors: [500, 500], also: { money: [40, 40] } }]);
  const conversions = counts.conversions.map((row) => ({
    ...row,
    sumMinor: row.variantId === 'control' ? -90_000 : 90_000,
    sumSquares: 3e8,
  }));
  const look = lookAt(experiment, { ...counts, conversions }, { metrics: [money] });
  expect(look.treatments[0]?.comparisons[0]?.lift).toEqual({ ok: false, reason: 'unbounded-lift' });
  expect(look.decision.kind).toBe('undecided');
});

test('a wider margin never breaks a guardrail that held', ({ expect }) => {
  const random = seeded(5);
  const rank = { fails: 0, unclear: 1, holds: 2 };
  for (let round = 0; round < 500; round += 1) {
    const lower = -random();
    const upper = lower + random();
    const lift = aLift(random() < 0.1 ? null : lower, random() < 0.1 ? null : upper);
    for (const direction of ['up', 'down'] as const) {
      const statuses = [0, 100, 500, 2_000, 9_000].map(
        (marginBp) => rank[guardrailStatus(lift, { marginBp, direction })],
      );
      expect(statuses).toEqual([...statuses].sort((a, b) => a - b));
    }
  }
});

test('a guardrail that cannot be read is open, whatever the reason', ({ expect }) => {
  for (const reason of refusalReasonSchema.options) {
    const lift = { ok: false as const, reason };
    expect(guardrailStatus(lift, { marginBp: 500, direction: 'up' })).toBe('unclear');
  }
});

test('an experiment without a plan is withheld, not called undecided', ({ expect }) => {
  const experiment = anExperiment({ plan: {} });
  const counts = countsOf(experiment, [{ visitors: [400, 400], converted: [12, 30] }]);
  expect(lookAt(experiment, counts).decision).toEqual({
    kind: 'withheld',
    reason: 'no-reading',
    refusal: 'no-plan',
  });
});

test('a split whose weights are not on record withholds every verdict', ({ expect }) => {
  const experiment = anExperiment();
  const days = Array.from({ length: 14 }, () => ({ visitors: [400, 400], converted: [12, 30] }));
  expect(lookAt(experiment, countsOf(experiment, days, { epochs: [] })).decision).toEqual({
    kind: 'withheld',
    reason: 'split-unknown',
    refusal: 'unknown-weights',
  });
});

import { expect, test } from 'vitest';
import { assign } from '#experiments/assignment/assign.ts';
import { groupShare, inGroupPart } from '#experiments/assignment/group.ts';
import { BUCKETS, hash } from '#experiments/assignment/hash.ts';
import {
  freeRanges,
  type RangeBp,
  widest,
} from '#experiments/definition/experiment/free-ranges.ts';
import { seeded } from '#test/support/seeded.ts';
import { visitorFacts } from '#test/support/visitor-facts.ts';

const FACTS = visitorFacts();
const VARIANTS = ['control', 'b', 'c'].map((id) => ({ id, weightBp: 0 }));

type Member = {
  readonly seed: string;
  readonly groupRangeBp: [number, number];
  readonly weightsBp: readonly number[];
};

/** Parts of one group that do not overlap, with gaps between them. */
function aGroup(random: () => number, name: string): readonly Member[] {
  const cuts = Array.from({ length: 2 * (1 + Math.floor(random() * 4)) }, () =>
    Math.floor(random() * 10_001),
  ).sort((a, b) => a - b);
  return cuts.flatMap((from, index) => {
    const until = cuts[index + 1];
    if (index % 2 === 1 || until === undefined) return [];
    const first = Math.floor(random() * 10_000);
    const second = Math.floor(random() * (10_000 - first));
    const weightsBp = [first, second, 10_000 - first - second];
    return [{ seed: `${name}-${index}`, groupRangeBp: [from, until], weightsBp }];
  });
}

function inside(group: string, member: Member, id: string, allocationBp: number) {
  const { seed, groupRangeBp, weightsBp } = member;
  return assign(
    { seed, variants: VARIANTS, audience: {}, group, groupRangeBp },
    { epochs: [{ epoch: 1, weightsBp, allocationBp, effectiveAt: 0 }], paused: false },
    { id, facts: FACTS },
  );
}

test('puts nobody into two experiments of a group, whatever their parts and shares', () => {
  const random = seeded(11);
  for (let count = 0; count < 150; count++) {
    const group = `group-${count}`;
    const members = aGroup(random, group);
    for (let visitor = 0; visitor < 40; visitor++) {
      const id = `visitor-${count}-${visitor}`;
      const found = members.map((member) => inside(group, member, id, 10_000));
      expect(found.filter((one) => one.in).length).toBeLessThanOrEqual(1);
      for (const one of found) if (!one.in) expect(one.reason).toBe('group');
    }
  }
});

test('takes a part from its first bucket to the one before its end', () => {
  for (let visitor = 0; visitor < 2_000; visitor++) {
    const id = `visitor-${visitor}`;
    const bucket = Math.round(hash('pricing', id) * BUCKETS);
    const holds = (from: number, until: number) =>
      inGroupPart({ group: 'pricing', groupRangeBp: [from, until] }, id);
    expect([holds(0, bucket), holds(bucket, bucket + 1), holds(bucket + 1, BUCKETS)]).toEqual([
      false,
      true,
      false,
    ]);
  }
});

test('keeps a visitor in the same variant of a group when the allocation grows', () => {
  const random = seeded(12);
  let kept = 0;
  for (let count = 0; count < 60; count++) {
    const group = `growing-${count}`;
    for (const member of aGroup(random, group)) {
      const [small, large] = [random(), random()]
        .map((cut) => Math.floor(cut * 10_001))
        .sort((a, b) => a - b);
      for (let visitor = 0; visitor < 40; visitor++) {
        const id = `visitor-${visitor}`;
        const before = inside(group, member, id, small ?? 0);
        if (!before.in) continue;
        expect(inside(group, member, id, large ?? 0)).toEqual(before);
        kept += 1;
      }
    }
  }
  expect(kept).toBeGreaterThan(200);
});

test('gives each part its share of the visitors, split by weights of its own', () => {
  const member: Member = {
    seed: 'pricing-a',
    groupRangeBp: [2_000, 5_000],
    weightsBp: [5_000, 5_000, 0],
  };
  const visitors = 40_000;
  const found = Array.from({ length: visitors }, (_, index) =>
    inside('pricing', member, `visitor-${index}`, 10_000),
  ).flatMap((one) => (one.in ? [one.variantId] : []));
  const treated = found.filter((variant) => variant === 'b').length;
  // Four standard deviations of the binomial.
  const expected = visitors * groupShare({ group: 'pricing', ...member });
  expect(Math.abs(found.length - expected)).toBeLessThan(4 * Math.sqrt(expected * 0.7));
  expect(Math.abs(treated - found.length / 2)).toBeLessThan(2 * Math.sqrt(found.length));
});

test.for<[RangeBp[], RangeBp[], RangeBp | null]>([
  [[], [[0, 10_000]], [0, 10_000]],
  [[[0, 10_000]], [], null],
  [[[5_000, 10_000]], [[0, 5_000]], [0, 5_000]],
  [
    [
      [6_000, 7_000],
      [0, 2_000],
    ],
    [
      [2_000, 6_000],
      [7_000, 10_000],
    ],
    [2_000, 6_000],
  ],
  [
    [
      [0, 3_000],
      [2_000, 2_500],
      [9_999, 10_000],
    ],
    [[3_000, 9_999]],
    [3_000, 9_999],
  ],
])('finds what is free beside %j', ([taken, free, best]) => {
  expect(freeRanges(taken)).toEqual(free);
  expect(widest(freeRanges(taken))).toEqual(best);
});

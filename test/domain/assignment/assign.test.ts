import { expect, test } from 'vitest';
import { assign } from '#experiments/assignment/assign.ts';
import { bucketRanges, chooseVariation } from '#experiments/assignment/bucket.ts';
import { bornAt, epochOf } from '#experiments/assignment/epoch.ts';
import { BUCKETS, hash } from '#experiments/assignment/hash.ts';
import { seeded } from '#test/support/seeded.ts';
import { visitorFacts } from '#test/support/visitor-facts.ts';

const FACTS = visitorFacts();
const variants = [
  { id: 'control', weightBp: 5000 },
  { id: 'treatment', weightBp: 5000 },
];

function idBornAt(ms: number, random: () => number): string {
  const time = ms.toString(16).padStart(12, '0');
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-9${hex(3)}-${hex(12)}`;
}

/** Upper 0.1 % point of the chi-square distribution by degrees of freedom (R: qchisq(.999, df)). */
const CHI_SQUARE_999 = { 1: 10.828, 3: 16.266 } as const;

test('splits visitors evenly, on ten seeds', { timeout: 30_000 }, () => {
  const random = seeded(1);
  for (let seed = 0; seed < 10; seed++) {
    let treated = 0;
    const visitors = 20_000;
    for (let count = 0; count < visitors; count++) {
      const id = idBornAt(1_700_000_000_000 + count, random);
      const epochs = [{ epoch: 1, weightsBp: [5000, 5000], allocationBp: 10_000, effectiveAt: 0 }];
      const assignment = assign(
        { seed: `seed-${seed}`, variants, audience: {} },
        { epochs, paused: false },
        { id, facts: FACTS },
      );
      if (assignment.in && assignment.variantId === 'treatment') treated += 1;
    }
    const chiSquare = (2 * (treated - visitors / 2)) ** 2 / visitors;
    expect(chiSquare).toBeLessThan(CHI_SQUARE_999[1]);
  }
});

test('assigns two experiments independently of each other', () => {
  const random = seeded(2);
  const table = [0, 0, 0, 0];
  for (let count = 0; count < 40_000; count++) {
    const id = idBornAt(1_700_000_000_000 + count, random);
    const cell = (hash('headline', id) < 0.5 ? 0 : 2) + (hash('form', id) < 0.5 ? 0 : 1);
    table[cell] = (table[cell] ?? 0) + 1;
  }
  const chiSquare = table.reduce((sum, seen) => sum + (seen - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare).toBeLessThan(CHI_SQUARE_999[3]);
});

test('leaves no bucket between two variants and none in both, for any weights', () => {
  const random = seeded(3);
  for (let count = 0; count < 60; count++) {
    const cut = Math.floor(random() * 9_998) + 1;
    const second = Math.floor(random() * (10_000 - cut));
    const weights = [cut, second, 10_000 - cut - second].map((weight) => weight / 10_000);
    const ranges = bucketRanges(3, 1, weights);
    const buckets = Array.from({ length: BUCKETS }, (_, bucket) => bucket / BUCKETS);
    const held = ranges.map(([from, to]) => buckets.filter((n) => n >= from && n < to));
    expect(held.flat().sort((one, other) => one - other)).toEqual(buckets);
    // The peer adds weights as fractions, so a bucket at a cut may fall to the other side.
    held.forEach((own, index) => {
      expect(Math.abs(own.length - (weights[index] ?? 0) * BUCKETS)).toBeLessThan(1.001);
    });
  }
});

test('keeps a visitor in the same variant when the allocation grows', () => {
  const random = seeded(4);
  for (let count = 0; count < 2_000; count++) {
    const id = idBornAt(1_700_000_000_000, random);
    const at = (allocation: number) =>
      chooseVariation(hash('seed', id), bucketRanges(2, allocation, [0.3, 0.7]));
    const [small, large] = [at(0.2), at(0.6)];
    if (small !== -1) expect(large).toBe(small);
  }
});

test('gives a visitor the epoch of its birth for good, and old ids the first', () => {
  const epochs = [
    { epoch: 1, weightsBp: [5000, 5000], allocationBp: 10_000, effectiveAt: 1_000_000 },
    { epoch: 2, weightsBp: [9000, 1000], allocationBp: 10_000, effectiveAt: 2_000_000 },
    { epoch: 3, weightsBp: [1000, 9000], allocationBp: 10_000, effectiveAt: 3_000_000 },
  ];
  const born = (ms: number) => epochOf(epochs, idBornAt(ms, seeded(ms))).epoch;
  expect([0, 999_999, 1_000_000, 1_999_999, 2_000_000, 3_000_001].map(born)).toEqual([
    1, 1, 1, 1, 2, 3,
  ]);
});

test('reads the birth from a UUIDv7 and from nothing else', () => {
  // RFC 9562, appendix A.6: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00.
  expect(bornAt('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(Date.UTC(2022, 1, 22, 19, 22, 22));
  expect(bornAt('919108f7-52d1-4320-9bac-f847db4148a8')).toBeNull();
  expect(bornAt('anything')).toBeNull();
});

test.for([
  [{ device: ['desktop' as const] }, 'audience'],
  [{ country: ['FR', 'AT'] }, 'audience'],
  [{ returning: true }, 'audience'],
  [{ device: ['mobile' as const], country: ['DE'], returning: false }, 'in'],
  [{}, 'in'],
] as const)('takes a new visitor on a German phone by audience %j: %s', ([audience, outcome]) => {
  const epochs = [{ epoch: 1, weightsBp: [5000, 5000], allocationBp: 10_000, effectiveAt: 0 }];
  const visitor = { id: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f', facts: FACTS };
  const given = structuredClone(audience) as Parameters<typeof assign>[0]['audience'];
  const assignment = assign(
    { seed: 's', variants, audience: given },
    { epochs, paused: false },
    visitor,
  );
  expect(assignment.in ? 'in' : assignment.reason).toBe(outcome);
});

test('assigns nobody while an experiment is paused', () => {
  const epochs = [{ epoch: 1, weightsBp: [5000, 5000], allocationBp: 10_000, effectiveAt: 0 }];
  const visitor = { id: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f', facts: FACTS };
  expect(assign({ seed: 's', variants, audience: {} }, { epochs, paused: true }, visitor)).toEqual({
    in: false,
    reason: 'paused',
    epoch: 1,
  });
});

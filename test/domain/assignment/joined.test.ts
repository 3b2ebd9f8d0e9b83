import { expect, test } from 'vitest';
import { assign } from '#experiments/assignment/assign.ts';
import { isLimited } from '#experiments/assignment/eligibility.ts';
import { joinedAfter, MAX_JOINED } from '#experiments/assignment/joined.ts';
import { fitsPattern } from '#experiments/definition/text-pattern.ts';
import { seeded } from '#test/support/seeded.ts';
import { visitorFacts } from '#test/support/visitor-facts.ts';

test('remembers new audiences behind the old ones, and forgets what no longer runs', () => {
  expect(joinedAfter(['a', 'b'], { entered: ['c', 'a'], running: ['a', 'c'] })).toEqual(['a', 'c']);
  expect(joinedAfter([], { entered: [], running: ['a'] })).toEqual([]);
});

test('remembers so many that the cookie stays below half of what browsers keep', () => {
  const running = Array.from({ length: 60 }, (_, index) => `${index}`.padStart(48, 'x'));
  const kept = joinedAfter(running.slice(0, 50), { entered: running.slice(50), running });
  expect(kept).toEqual(running.slice(-MAX_JOINED));
  expect(kept.join('~').length).toBeLessThan(2_000);
});

test('staying in an audience changes neither the variant nor the allocation', () => {
  const random = seeded(5);
  const variants = ['control', 'b'].map((id) => ({ id, weightBp: 5_000 }));
  const experiment = { seed: 's', variants, audience: { country: ['DE'] } };
  const epochs = [{ epoch: 1, weightsBp: [5_000, 5_000], allocationBp: 6_000, effectiveAt: 0 }];
  for (let count = 0; count < 500; count++) {
    const id = `visitor-${random()}`;
    const of = (country: string, joined: boolean) =>
      assign(
        experiment,
        { epochs, paused: false },
        { id, facts: visitorFacts({ country }), joined },
      );
    expect(of('FR', true)).toEqual(of('DE', false));
    expect(of('FR', false)).toMatchObject({ in: false, reason: 'audience' });
  }
});

test('an audience without a condition is everybody’s', () => {
  expect(isLimited({})).toBe(false);
  expect(isLimited({ clickId: false })).toBe(true);
});

test.for([
  ['google', 'Google', true],
  ['google', 'google ', false],
  ['search-de-*', 'search-de-', true],
  ['search-de-*', 'search-d', false],
  ['*-de-*', 'search-de-lifts', true],
  ['*de', 'de', true],
  ['a*a', 'a', false],
  ['a*b*c', 'abbc', true],
  ['a*bc*c', 'abc', false],
  ['*', '', true],
  ['.*', 'x', false],
] as const)('the pattern %s fits "%s": %s', ([pattern, text, fits]) => {
  expect(fitsPattern(pattern, text)).toBe(fits);
});

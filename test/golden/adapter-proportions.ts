import type { Counts, PairCounts } from '#experiments/stats/counts.ts';
import {
  agrestiCaffoDifferenceInterval,
  newcombeDifferenceInterval,
  scoreDifferenceInterval,
} from '#experiments/stats/difference-interval.ts';
import { fisherExactTest } from '#experiments/stats/fisher-exact.ts';
import { relativeLift, scoreLiftInterval } from '#experiments/stats/lift-interval.ts';
import {
  deltaLiftInterval,
  fiellerLiftInterval,
  katzLiftInterval,
} from '#experiments/stats/lift-interval-reference.ts';
import {
  clopperPearsonInterval,
  jeffreysInterval,
  wilsonInterval,
} from '#experiments/stats/proportion-interval.ts';
import { pooledZTest, rateDifference, scoreTest } from '#experiments/stats/proportion-test.ts';
import type { Refusal } from '#experiments/stats/refusal.ts';

type Level = { readonly alpha: number };

/** Whether the data are possible, so that a point estimate exists although an inference does not. */
const isPossible = ({ reason }: Refusal): boolean =>
  !reason.startsWith('invalid-') && reason !== 'no-visitors';

const oneArm = {
  wilson: wilsonInterval,
  'clopper-pearson': clopperPearsonInterval,
  jeffreys: jeffreysInterval,
} as const;

export function proportionCI(input: Counts & Level & { readonly method: keyof typeof oneArm }) {
  const result = oneArm[input.method](input, input.alpha);
  return result.ok ? result : { estimate: null, lower: null, upper: null };
}

const difference = {
  newcombe: newcombeDifferenceInterval,
  'miettinen-nurminen': scoreDifferenceInterval,
  'agresti-caffo': agrestiCaffoDifferenceInterval,
} as const;

export function propDiffCI(
  input: PairCounts & Level & { readonly method: keyof typeof difference },
) {
  const result = difference[input.method](input, input.alpha);
  if (result.ok) return result;
  return { diff: isPossible(result) ? rateDifference(input) : null, lower: null, upper: null };
}

const lift = {
  score: scoreLiftInterval,
  'katz-log': katzLiftInterval,
  fieller: fiellerLiftInterval,
  delta: deltaLiftInterval,
} as const;

export function relativeLiftCI(input: PairCounts & Level & { readonly method: keyof typeof lift }) {
  const result = lift[input.method](input, input.alpha);
  if (result.ok) return result;
  return { lift: isPossible(result) ? relativeLift(input) : null, lower: null, upper: null };
}

const test = { 'z-pooled': pooledZTest, 'n-1': scoreTest, fisher: fisherExactTest } as const;

export function propTest(input: PairCounts & { readonly method: keyof typeof test }) {
  const result = test[input.method](input);
  return result.ok ? result : { z: null, pValue: null };
}

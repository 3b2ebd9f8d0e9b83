import * as bucket from '#experiments/assignment/bucket.ts';
import { hash } from '#experiments/assignment/hash.ts';

/** Version 2 is the only one that the project assigns with; others have no value here. */
export const assignmentHash = (input: {
  readonly seed: string;
  readonly value: string;
  readonly version: number;
}) => ({ value: input.version === 2 ? hash(input.seed, input.value) : null });

export const bucketRanges = (input: {
  readonly variations: number;
  readonly coverage: number;
  readonly weights: readonly number[] | null;
}) => ({ ranges: bucket.bucketRanges(input.variations, input.coverage, input.weights ?? null) });

export const chooseVariation = (input: {
  readonly hash: number;
  readonly ranges: readonly (readonly [number, number])[];
}) => ({ index: bucket.chooseVariation(input.hash, input.ranges) });

/** The peer's published cases state weights to eight decimals. */
export const equalWeights = (input: { readonly variations: number }) => ({
  weights: bucket.equalWeights(input.variations).map((weight) => Number(weight.toFixed(8))),
});

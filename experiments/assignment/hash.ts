/** Number of buckets; a bucket is a whole number from 0 to 9 999. */
export const BUCKETS = 10_000;

/**
 * Where a visitor falls for a seed: a number in [0, 1) in steps of 1/10 000, the same for ever.
 * FNV-1a (32 bit) over UTF-16 code units of `seed + value`, then again over the decimal text of
 * the result, so that seeds that differ by one character give unrelated buckets.
 *
 * Source: GrowthBook SDK build specification, hashing algorithm version 2,
 * https://docs.growthbook.io/lib/build-your-own#hashing ; FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function hash(seed: string, value: string): number {
  return (fnv1a32(String(fnv1a32(seed + value))) % BUCKETS) / BUCKETS;
}

const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function fnv1a32(text: string): number {
  let state = FNV_OFFSET_BASIS;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), FNV_PRIME);
  }
  return state >>> 0;
}

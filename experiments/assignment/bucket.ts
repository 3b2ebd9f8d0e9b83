/** A half-open share of [0, 1): from inclusive, to exclusive. */
export type Range = readonly [from: number, to: number];

/**
 * The share of [0, 1) of each variant: shares start where full traffic would put them, and
 * coverage shortens each from its end, so that growing coverage never moves anybody.
 * Lenient like its peer: coverage is clamped to [0, 1]; weights that are missing, of another
 * length or do not sum to 1 (± 0.01) become equal. The catalog refuses such weights by name.
 *
 * Source: GrowthBook SDK build specification, `getBucketRanges`,
 * https://docs.growthbook.io/lib/build-your-own#helper-functions
 */
export function bucketRanges(
  variations: number,
  coverage: number,
  weights: readonly number[] | null,
): readonly Range[] {
  const share = Math.min(1, Math.max(0, coverage));
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? 0;
  const usable = weights?.length === variations && total >= 0.99 && total <= 1.01;
  let start = 0;
  return (usable ? weights : equalWeights(variations)).map((weight): Range => {
    const from = start;
    start += weight;
    return [from, from + share * weight];
  });
}

/** Index of the range that holds `n`, -1 when none does. */
export function chooseVariation(n: number, ranges: readonly Range[]): number {
  return ranges.findIndex(([from, to]) => n >= from && n < to);
}

/** Equal weights that sum to 1; no variations, no weights. */
export function equalWeights(variations: number): number[] {
  return variations > 0 ? Array.from({ length: variations }, () => 1 / variations) : [];
}

import type { Refusal } from '../../contract/refusal.ts';
import { momentsFromSums, type Sample } from '../../stats/moments.ts';
import { MIN_BUYERS } from '../decision/thresholds.ts';
import { type Arm, type PairStratum, sum } from '../strata/strata.ts';

export type MeanSamples = {
  readonly ok: true;
  /** One per stratum. */
  readonly control: readonly Sample[];
  readonly treatment: readonly Sample[];
};

/**
 * Mean and variance of the value per visitor in each stratum, visitors without a value at 0. A
 * stratum with fewer than 20 buyers, whose own variance says little, takes the variance within
 * the strata of its arm.
 *
 * Refusals: `invalid-moments`, and `too-few-visitors` when an arm has no stratum of two.
 */
export function meanSamples(strata: readonly PairStratum[]): MeanSamples | Refusal {
  const control = armSamples(strata.map((stratum) => stratum.control));
  if (!control.ok) return control;
  const treatment = armSamples(strata.map((stratum) => stratum.treatment));
  if (!treatment.ok) return treatment;
  return {
    ok: true,
    control: withLentVariance(control.samples, treatment.samples),
    treatment: withLentVariance(treatment.samples, control.samples),
  };
}

/**
 * Samples whose variance leans on the larger arm of their stratum. While its rare large values have
 * not come, a small sample has a low mean and takes its variance for small as well: with 90/10 of
 * the visitors the difference would be called in 6 to 14 % of A/A experiments. So the smaller arm
 * moves towards the variance of both together, by the share that the larger one is ahead: nothing
 * at equal sizes, eight ninths of the way at 90/10. A larger variance of its own is kept.
 */
function withLentVariance(own: readonly Sample[], others: readonly Sample[]): readonly Sample[] {
  return own.map((sample, index) => {
    const other = others[index];
    if (!other || other.n <= sample.n) return sample;
    const degrees = sample.n + other.n - 2;
    const together = (sample.variance * (sample.n - 1) + other.variance * (other.n - 1)) / degrees;
    if (together <= sample.variance) return sample;
    const lent = 1 - sample.n / other.n;
    return { ...sample, variance: sample.variance + lent * (together - sample.variance) };
  });
}

/** Mean of one arm as if every stratum had sent it the same mix, and the variance of that mean. */
export function standardisedMean(
  samples: readonly Sample[],
  weights: readonly number[],
): { readonly mean: number; readonly variance: number } {
  return {
    mean: sum(samples.map(({ mean }, index) => (weights[index] ?? 0) * mean)),
    variance: sum(
      samples.map(({ n, variance }, index) => ((weights[index] ?? 0) ** 2 * variance) / n),
    ),
  };
}

function armSamples(
  arms: readonly Arm[],
): { readonly ok: true; readonly samples: readonly Sample[] } | Refusal {
  const parts = arms.map(({ visitors, converted, sumMinor, sumSquares }) => ({
    converted,
    moments: momentsFromSums({ n: visitors, sum: sumMinor, sumSquares }),
  }));
  const refused = parts.find(({ moments }) => !moments.ok)?.moments;
  if (refused && !refused.ok) return refused;
  const known = parts.flatMap(({ converted, moments }) =>
    moments.ok ? [{ converted, moments }] : [],
  );
  const degrees = sum(known.map(({ moments }) => moments.n - 1));
  if (degrees <= 0) return { ok: false, reason: 'too-few-visitors' };
  const within = sum(known.map(({ moments }) => moments.m2)) / degrees;
  const samples = known.map(({ converted, moments: { n, mean, m2 } }) => ({
    n,
    mean,
    variance: converted >= MIN_BUYERS && n >= 2 ? m2 / (n - 1) : within,
  }));
  return { ok: true, samples };
}

import { isSample, mergeMoments, type PairSamples, type Sample } from './moments.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A difference of means B − A over strata with both of its standard errors. */
export type PostStratified = {
  readonly ok: true;
  readonly diff: number;
  /** Given the observed strata sizes. */
  readonly seConditional: number;
  /** For the population that the strata were drawn from. */
  readonly seSuperpopulation: number;
  /** What pooling would have said; differs in sign when weights moved between strata. */
  readonly naiveDiff: number;
};

/**
 * The effect averaged over strata by their share of visitors: epochs with moving weights, or facts
 * fixed before exposure (device, country, source). Protects against Simpson's paradox.
 *
 * Refuses `no-visitors` (no strata, or one without visitors in an arm), `too-few-visitors` (one
 * with a single visitor in an arm: merge it first with `mergeThinStrata`), `invalid-moments`.
 * Source: L. W. Miratrix, J. S. Sekhon & B. Yu, J. R. Stat. Soc. B 75 (2013) 369, eq. 5 and 10,
 * https://doi.org/10.1111/j.1467-9868.2012.01048.x; equals the interacted regression of W. Lin,
 * Ann. Appl. Stat. 7 (2013) 295
 */
export function postStratify(strata: readonly PairSamples[]): PostStratified | Refusal {
  const refusal = refuseStrata(strata);
  if (refusal) return refusal;
  const total = strata.reduce((sum, { A, B }) => sum + A.n + B.n, 0);
  const parts = strata.map(({ A, B }) => ({
    weight: (A.n + B.n) / total,
    diff: B.mean - A.mean,
    variance: A.variance / A.n + B.variance / B.n,
  }));
  const diff = parts.reduce((sum, part) => sum + part.weight * part.diff, 0);
  const conditional = parts.reduce(
    (sum, part) => sum + part.weight * part.weight * part.variance,
    0,
  );
  const between = parts.reduce((sum, part) => sum + part.weight * (part.diff - diff) ** 2, 0);
  return {
    ok: true,
    diff,
    seConditional: Math.sqrt(conditional),
    seSuperpopulation: Math.sqrt(conditional + between / total),
    naiveDiff: pooledMean(strata.map(({ B }) => B)) - pooledMean(strata.map(({ A }) => A)),
  };
}

function refuseStrata(strata: readonly PairSamples[]): Refusal | null {
  if (strata.length === 0) return refuse('no-visitors');
  for (const { A, B } of strata) {
    if (A.n === 0 || B.n === 0) return refuse('no-visitors');
    if (A.n === 1 || B.n === 1) return refuse('too-few-visitors');
    if (!isSample(A) || !isSample(B)) return refuse('invalid-moments');
  }
  return null;
}

function pooledMean(samples: readonly Sample[]): number {
  const total = samples.reduce((sum, { n }) => sum + n, 0);
  return samples.reduce((sum, { n, mean }) => sum + (n / total) * mean, 0);
}

/**
 * Strata that `postStratify` can use: each with fewer than two visitors or no variance at all in
 * an arm is merged into the next smallest one until none is left or only one remains. Smallest
 * first; the result is in ascending order of size.
 */
export function mergeThinStrata(strata: readonly PairSamples[]): readonly PairSamples[] {
  const size = ({ A, B }: PairSamples): number => A.n + B.n;
  const pool = strata.filter((stratum) => size(stratum) > 0).sort((a, b) => size(a) - size(b));
  for (;;) {
    const thin = pool.findIndex(({ A, B }) => isThin(A) || isThin(B));
    if (thin < 0 || pool.length < 2) return pool;
    const [first] = pool.splice(thin, 1);
    const [second] = pool.splice(Math.min(thin, pool.length - 1), 1);
    if (!first || !second) return pool;
    pool.push({ A: mergeSamples(first.A, second.A), B: mergeSamples(first.B, second.B) });
    pool.sort((a, b) => size(a) - size(b));
  }
}

const isThin = ({ n, variance }: Sample): boolean => n < 2 || !(variance > 0);

function mergeSamples(a: Sample, b: Sample): Sample {
  const asMoments = ({ n, mean, variance }: Sample) => ({
    n,
    mean,
    m2: n < 2 ? 0 : variance * (n - 1),
  });
  const merged = mergeMoments([asMoments(a), asMoments(b)]);
  if (!merged.ok) return { n: a.n + b.n, mean: Number.NaN, variance: Number.NaN };
  return { n: merged.n, mean: merged.mean ?? 0, variance: merged.variance ?? 0 };
}

import { areCounts, type Counts, isAlpha } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { betaQuantile } from './special/beta-quantile.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/** A conversion rate with limits, all in [0, 1]. */
export type ProportionInterval = {
  readonly ok: true;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
};

/**
 * Score interval of one conversion rate, of level 1 − alpha. Defined at 0 % and 100 %.
 *
 * `wilsonInterval({ x: 10, n: 100 }, 0.05)` → 0.1, limits 0.0552 and 0.1744.
 * Refuses `invalid-counts`, `invalid-alpha`, `no-visitors`.
 * Source: E. B. Wilson, JASA 22 (1927) 209; R. G. Newcombe, Stat Med 17 (1998) 857, method 3,
 * https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C857::AID-SIM777%3E3.0.CO;2-E
 */
export function wilsonInterval(counts: Counts, alpha: number): ProportionInterval | Refusal {
  const refusal = refuseOne(counts, alpha);
  if (refusal) return refusal;
  const { x, n } = counts;
  const z = -normalQuantile(alpha / 2);
  const reach = 2 * x + z * z + z * Math.sqrt(z * z + 4 * x * ((n - x) / n));
  return {
    ok: true,
    estimate: x / n,
    // The product of both limits is x²/(n(n+z²)): dividing by the upper one avoids the difference
    // of near-equal numbers that the textbook lower limit is.
    lower: ((2 * x) / n) * (x / reach),
    upper: x === n ? 1 : reach / (2 * (n + z * z)),
  };
}

/**
 * Exact interval of one conversion rate: never covers less than 1 − alpha, usually more.
 *
 * Refusals as `wilsonInterval`.
 * Source: C. J. Clopper & E. S. Pearson, Biometrika 26 (1934) 404, https://doi.org/10.1093/biomet/26.4.404
 */
export function clopperPearsonInterval(
  counts: Counts,
  alpha: number,
): ProportionInterval | Refusal {
  const refusal = refuseOne(counts, alpha);
  if (refusal) return refusal;
  const { x, n } = counts;
  return {
    ok: true,
    estimate: x / n,
    lower: x === 0 ? 0 : betaQuantile(alpha / 2, x, n - x + 1).x,
    upper: x === n ? 1 : betaQuantile(alpha / 2, n - x, x + 1).y,
  };
}

/**
 * Equal-tailed Bayesian interval under Jeffreys' prior, limits set to 0 at x = 0 and 1 at x = n.
 *
 * Refusals as `wilsonInterval`.
 * Source: L. D. Brown, T. T. Cai & A. DasGupta, Statist. Sci. 16 (2001) 101, sec. 3.1.3,
 * https://doi.org/10.1214/ss/1009213286
 */
export function jeffreysInterval(counts: Counts, alpha: number): ProportionInterval | Refusal {
  const refusal = refuseOne(counts, alpha);
  if (refusal) return refusal;
  const { x, n } = counts;
  return {
    ok: true,
    estimate: x / n,
    lower: x === 0 ? 0 : betaQuantile(alpha / 2, x + 0.5, n - x + 0.5).x,
    upper: x === n ? 1 : betaQuantile(alpha / 2, n - x + 0.5, x + 0.5).y,
  };
}

function refuseOne(counts: Counts, alpha: number): Refusal | null {
  if (!areCounts(counts)) return refuse('invalid-counts');
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  return counts.n === 0 ? refuse('no-visitors') : null;
}

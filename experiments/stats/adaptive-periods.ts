import { areCounts, type Counts } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/** One period of constant weights (an epoch, a bandit batch), control A and treatment B. */
export type Period = { readonly A: Counts; readonly B: Counts };

/** A difference of rates B − A with limits of the given level. */
export type PeriodEstimate = {
  readonly diff: number;
  readonly se: number;
  readonly lower: number;
  readonly upper: number;
};

/** Estimates from within periods beside the pooled one, which drift makes wrong. */
export type AdaptivePeriods = {
  readonly ok: true;
  readonly naiveDiff: number;
  /** Periods weighted by their traffic. `usedShare`: visitors in periods where both arms ran. */
  readonly stratified: PeriodEstimate & {
    readonly meanA: number;
    readonly meanB: number;
    readonly usedShare: number;
  };
  /** Periods weighted by √(nA nB / n), from the allocation alone. */
  readonly bols: PeriodEstimate;
  readonly mantelHaenszelDiff: number;
};

/**
 * The effect when weights moved (bandit, ramp): compared within periods only, never pooled, never
 * weighted by inverse variance. One look of level 1 − alpha.
 *
 * Refuses `invalid-counts`, `no-visitors` (no period where both arms ran).
 * Source: K. W. Zhang, L. Janson & S. Murphy, NeurIPS 2020, sec. 4 (BOLS),
 * https://arxiv.org/abs/2002.03217 ; stratified: Miratrix, Sekhon & Yu 2013 on periods; N. Mantel
 * & W. Haenszel, J. Natl. Cancer Inst. 22 (1959) 719 in the difference form of Greenland & Robins
 * 1985
 */
export function adaptivePeriods(
  periods: readonly Period[],
  alpha = 0.05,
): AdaptivePeriods | Refusal {
  if (!periods.every(({ A, B }) => areCounts(A) && areCounts(B))) return refuse('invalid-counts');
  const used = periods.filter(({ A, B }) => A.n > 0 && B.n > 0);
  const z = -normalQuantile(alpha / 2);
  const all = sumOver(periods, visitors);
  const usedVisitors = sumOver(used, visitors);
  if (used.length === 0) return refuse('no-visitors');
  const share = (period: Period): number => visitors(period) / usedVisitors;
  const meanA = sumOver(used, (period) => share(period) * rate(period.A));
  const meanB = sumOver(used, (period) => share(period) * rate(period.B));
  const variance = sumOver(
    used,
    (period) => share(period) ** 2 * (shrunkVariance(period.A) + shrunkVariance(period.B)),
  );
  const weights = sumOver(used, (period) => Math.sqrt(balance(period)));
  const bolsDiff = sumOver(used, (period) => Math.sqrt(balance(period)) * gap(period)) / weights;
  const bolsSe = Math.sqrt(sumOver(used, pooledVariance)) / weights;
  return {
    ok: true,
    naiveDiff: pooledRate(periods, 'B') - pooledRate(periods, 'A'),
    stratified: {
      meanA,
      meanB,
      ...estimate(
        sumOver(used, (period) => share(period) * gap(period)),
        Math.sqrt(variance),
        z,
      ),
      usedShare: usedVisitors / all,
    },
    bols: estimate(bolsDiff, bolsSe, z),
    mantelHaenszelDiff:
      sumOver(used, (period) => balance(period) * gap(period)) / sumOver(used, balance),
  };
}

const estimate = (diff: number, se: number, z: number): PeriodEstimate => ({
  diff,
  se,
  lower: diff - z * se,
  upper: diff + z * se,
});

const sumOver = (periods: readonly Period[], value: (period: Period) => number): number =>
  periods.reduce((sum, period) => sum + value(period), 0);

const visitors = ({ A, B }: Period): number => A.n + B.n;
const rate = ({ x, n }: Counts): number => x / n;
const gap = ({ A, B }: Period): number => rate(B) - rate(A);

/** nA nB / n: the information of a period about the difference, whatever the outcomes. */
const balance = ({ A, B }: Period): number => A.n * (B.n / (A.n + B.n));

/** Variance of an arm's rate, shrunk so that 0 and 100 % do not look certain. */
function shrunkVariance({ x, n }: Counts): number {
  const shrunk = (x + 1) / (n + 2);
  return (shrunk * (1 - shrunk)) / n;
}

/** Variance of one visitor's outcome, both arms of a period pooled and shrunk. */
function pooledVariance({ A, B }: Period): number {
  const shrunk = (A.x + B.x + 0.5) / (A.n + B.n + 1);
  return shrunk * (1 - shrunk);
}

function pooledRate(periods: readonly Period[], arm: 'A' | 'B'): number {
  const n = periods.reduce((sum, period) => sum + period[arm].n, 0);
  return periods.reduce((sum, period) => sum + period[arm].x, 0) / n;
}

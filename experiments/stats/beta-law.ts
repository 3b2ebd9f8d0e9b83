import type { Counts } from './counts.ts';
import { betaQuantile } from './special/beta-quantile.ts';
import { deviance } from './special/deviance.ts';
import { logBetaConstant } from './special/log-beta.ts';

/** What is believed of a conversion rate: a Beta(a, b) law, a, b > 0. */
export type BetaLaw = { readonly a: number; readonly b: number; readonly logConstant: number };

/** The prior of a conversion rate: Beta(alpha, beta), both above 0; {1, 1} is uniform. */
export type BetaPrior = { readonly alpha: number; readonly beta: number };

/** The posterior of a conversion rate after `x` of `n`. */
export const posterior = ({ x, n }: Counts, prior: BetaPrior): BetaLaw =>
  betaLaw(prior.alpha + x, prior.beta + (n - x));

/** Whether a prior is a proper Beta law. */
export const isPrior = ({ alpha, beta }: BetaPrior): boolean =>
  alpha > 0 && alpha < Infinity && beta > 0 && beta < Infinity;

/** Mean, and the limits that leave (1 − level) / 2 on either side. */
export function summarise(law: BetaLaw, level: number) {
  const { a, b } = law;
  const tail = (1 - level) / 2;
  return {
    mean: a / (a + b),
    lower: betaQuantile(tail, a, b).x,
    upper: betaQuantile(tail, b, a).y,
  };
}

const betaLaw = (a: number, b: number): BetaLaw => ({ a, b, logConstant: logBetaConstant(a, b) });

/**
 * x^a y^b / B(a, b): the density of the law times x y, which is its density in the logit of x.
 * `logX`, `logY` are used where x or y has left the range of doubles.
 */
export function kernel(law: BetaLaw, x: number, y: number, logX: number, logY: number): number {
  const { a, b, logConstant } = law;
  const n = a + b;
  const fromX = x > SMALLEST ? deviance(a, n * x) : a * (Math.log(a / n) - logX) - a + n * x;
  const fromY = y > SMALLEST ? deviance(b, n * y) : b * (Math.log(b / n) - logY) - b + n * y;
  return Math.exp(logConstant - fromX - fromY);
}

const SMALLEST = 1e-290;

/** Drops of the log density below its peak at which panels end; beyond the last is 1e-18. */
const DROPS = [4, 12, 24, 41];

/**
 * Points on the logit scale, ascending, between which the law is smooth enough for one panel of
 * quadrature; all but 1e-18 of its mass lies between the first and the last.
 */
export function logitPoints({ a, b }: BetaLaw): number[] {
  const peak = Math.log(a / b);
  const below = DROPS.map((drop) => -dropPoint(b, a, -peak, drop)).reverse();
  const above = DROPS.map((drop) => dropPoint(a, b, peak, drop));
  return [...below, peak, ...above];
}

/** Where, right of the peak, the log density in the logit has fallen by `drop`. */
function dropPoint(a: number, b: number, peak: number, drop: number): number {
  const n = a + b;
  // ln-density drop and its slope n x − a, in the offset from the peak.
  let s = peak + Math.sqrt(2 * drop * (1 / a + 1 / b));
  for (let i = 0; i < 60; i++) {
    const y = 1 / (1 + Math.exp(s));
    const x = 1 / (1 + Math.exp(-s));
    const fall =
      y > SMALLEST
        ? deviance(a, n * x) + deviance(b, n * y)
        : deviance(a, n) + b * (Math.log(b / n) + s) - b;
    const step = (fall - drop) / (b - n * y);
    s = Math.max(peak + (s - peak) / 8, s - step);
    if (Math.abs(step) < 1e-3 * (s - peak)) break;
  }
  return s;
}

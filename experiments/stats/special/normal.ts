const CENTRE_A = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356];
const CENTRE_LEAD = 0.06568233791820745;
const CENTRE_B = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const SHOULDER_C = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726,
  6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const SHOULDER_LEAD = 1.0765576773720192e-8;
const SHOULDER_D = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
];
const INVERSE_SQRT_2PI = 0.3989422804014327;

/** P(Z ≤ z) of the standard normal law, with full relative precision in the lower tail. */
export const normalCdf = (z: number): number => (z > 0 ? 1 - upperTail(z) : upperTail(-z));

/** P(Z > z) of the standard normal law, with full relative precision in the upper tail. */
export const normalSf = (z: number): number => normalCdf(-z);

/** Density of the standard normal law. */
export const normalPdf = (z: number): number => INVERSE_SQRT_2PI * expHalfSquare(Math.abs(z));

/**
 * E[(Z − z)+] of the standard normal law: φ(z) − z P(Z > z), without cancellation for large z.
 *
 * Source: unit normal loss; for z > 3 through the same continued fraction as
 * the far tail.
 */
export function normalLoss(z: number): number {
  if (z <= 3) return normalPdf(z) - z * normalSf(z);
  const rest = millsRest(z, 200);
  return (normalPdf(z) * rest) / (z + rest);
}

/**
 * P(Z > z) for z ≥ 0.
 * Source: W. J. Cody, Rational Chebyshev Approximations for the Error Function, Math. Comp. 23
 * (1969) 631, in the arrangement of Cody's ANORM (ACM TOMS 715); beyond 5.66 Laplace's continued
 * fraction of the Mills ratio, NIST DLMF 7.9.1, https://dlmf.nist.gov/7.9.
 */
function upperTail(z: number): number {
  if (Number.isNaN(z)) return z;
  if (z <= 0.67448975) {
    const s = z * z;
    return 0.5 - z * rational(CENTRE_A, CENTRE_B, CENTRE_LEAD, s);
  }
  if (z <= 5.656854249492381)
    return expHalfSquare(z) * rational(SHOULDER_C, SHOULDER_D, SHOULDER_LEAD, z);
  if (z > 39) return 0;
  return normalPdf(z) / (z + millsRest(z, 60));
}

/** 1/(z + 2/(z + 3/(z + …))): the Mills ratio is 1/(z + this). */
function millsRest(z: number, terms: number): number {
  let rest = z;
  for (let k = terms; k >= 2; k--) rest = z + k / rest;
  return 1 / rest;
}

/** (lead·x^k + top₀·x^(k−1) + …) / (x^k + bottom₀·x^(k−1) + …). */
function rational(
  top: readonly number[],
  bottom: readonly number[],
  lead: number,
  x: number,
): number {
  let over = lead;
  let under = 1;
  for (let i = 0; i < top.length; i++) {
    over = over * x + (top[i] ?? 0);
    under = under * x + (bottom[i] ?? 0);
  }
  return over / under;
}

/** exp(−z²/2) with the rounding error of z² taken out, for z ≥ 0. */
function expHalfSquare(z: number): number {
  if (z > 40) return 0;
  const head = Math.trunc(z * 16) / 16;
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (z - head) * (z + head));
}

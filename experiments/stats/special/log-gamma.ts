/** ln √(2π). */
export const LOG_SQRT_2PI = 0.9189385332046728;

/**
 * (−1)^k (ζ(k) − 1) / k for k = 2 … 31: the Taylor series of ln Γ(2 + u), |u| ≤ 1/2.
 * Source: NIST DLMF 5.7.3, https://dlmf.nist.gov/5.7.E3; values computed at 40 digits.
 */
const ZETA_SERIES = [
  0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986,
  0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939,
  0.00009945751278180853, -0.00004492623673813314, 0.00002050721277567069, -0.000009439488275268397,
  0.000004374866789907488, -0.000002039215753801366, 9.55141213040742e-7, -4.492469198764566e-7,
  2.1207184805554665e-7, -1.0043224823968099e-7, 4.7698101693639804e-8, -2.2711094608943164e-8,
  1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9,
  5.731367241678862e-10, -2.7595228851242334e-10, 1.330476437424449e-10, -6.4229645638381e-11,
  3.1044247747322276e-11, -1.5021384080754142e-11,
];
const ONE_MINUS_EULER_GAMMA = 0.42278433509846713;

/**
 * ln Γ(x) for x > 0, to a few units in the last place, also next to its zeros at 1 and 2.
 * `Infinity` at 0, `NaN` below.
 *
 * Taylor series around 2 after shifting, Stirling's series from 10 on.
 * Source: NIST DLMF 5.7.3 and 5.11.1, https://dlmf.nist.gov/5.11.
 */
export function logGamma(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x === 0) return Number.POSITIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + LOG_SQRT_2PI + stirlingError(x);
  if (x < 0.5) return logGammaNearTwo(x) - Math.log(x) - Math.log1p(x);
  if (x < 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let shifted = x;
  while (shifted > 2.5) {
    shifted -= 1;
    product *= shifted;
  }
  return Math.log(product) + logGammaNearTwo(shifted - 2);
}

/** ln Γ(2 + u) for |u| ≤ 1/2. */
function logGammaNearTwo(u: number): number {
  let sum = 0;
  for (let k = ZETA_SERIES.length - 1; k >= 0; k--) sum = (sum + (ZETA_SERIES[k] ?? 0)) * u;
  return u * (ONE_MINUS_EULER_GAMMA + sum);
}

/**
 * The error of Stirling's formula, δ(x) = ln Γ(x + 1) − (x + ½) ln x + x − ln √(2π), for x > 0.
 *
 * Kept apart from ln Γ because it is what remains when large terms of a density cancel.
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000, eq. 4;
 * series NIST DLMF 5.11.1.
 */
export function stirlingError(x: number): number {
  if (x < 10) {
    if (x < 0.5)
      return logGammaNearTwo(x) - Math.log1p(x) - (x + 0.5) * Math.log(x) + x - LOG_SQRT_2PI;
    return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - LOG_SQRT_2PI;
  }
  const r = 1 / (x * x);
  const series =
    1 / 12 -
    r *
      (1 / 360 -
        r *
          (1 / 1260 -
            r *
              (1 / 1680 -
                r * (1 / 1188 - r * (691 / 360360 - r * (1 / 156 - (r * 3617) / 122400))))));
  return series / x;
}

/** ln √(2π). */
export const LOG_SQRT_2PI = 0.918938533204672741780329736406;

/**
 * (−1)^k (ζ(k) − 1) / k for k = 2 … 31: the Taylor series of ln Γ(2 + u), |u| ≤ 1/2.
 * Source: NIST DLMF 5.7.3, https://dlmf.nist.gov/5.7.E3; values computed at 40 digits.
 */
const ZETA_SERIES = [
  0.32246703342411321824, -0.067352301053198095133, 0.020580808427784547879, -0.0073855510286739852663,
  0.0028905103307415232858, -0.0011927539117032609771, 5.0966952474304242234e-4,
  -2.2315475845357937976e-4, 9.9457512781808533715e-5, -4.49262367381331417e-5, 2.0507212775670691553e-5,
  -9.439488275268395904e-6, 4.3748667899074878042e-6, -2.0392157538013662368e-6, 9.5514121304074198329e-7,
  -4.4924691987645660433e-7, 2.1207184805554665869e-7, -1.0043224823968099609e-7, 4.7698101693639805658e-8,
  -2.271109460894316491e-8, 1.0838659214896954091e-8, -5.1834750419700466551e-9, 2.4836745438024783172e-9,
  -1.1921401405860912074e-9, 5.7313672416788620133e-10, -2.7595228851242331452e-10, 1.3304764374244489481e-10,
  -6.4229645638381000221e-11, 3.1044247747322272762e-11, -1.5021384080754142171e-11,
];
const ONE_MINUS_EULER_GAMMA = 0.42278433509846713939;

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
    if (x < 0.5) return logGammaNearTwo(x) - Math.log1p(x) - (x + 0.5) * Math.log(x) + x - LOG_SQRT_2PI;
    return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - LOG_SQRT_2PI;
  }
  const r = 1 / (x * x);
  const series =
    1 / 12 -
    r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r * (1 / 156 - (r * 3617) / 122400))))));
  return series / x;
}

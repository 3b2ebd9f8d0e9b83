/**
 * ln(m!) − [(m + ½) ln m − m + ½ ln 2π] for whole m from 1: what Stirling's formula leaves out.
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000, table 1 and
 * eq. 2.3
 */
export function stirlingError(m: number): number {
  const exact = SMALL[m - 1];
  if (exact !== undefined) return exact;
  const square = m * m;
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / m;
}

const SMALL = [
  0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.02079067210376509,
  0.01664469118982119, 0.01387612882307075, 0.01189670994589177, 0.01041126526197209,
  0.009255462182712733, 0.008330563433362871,
];

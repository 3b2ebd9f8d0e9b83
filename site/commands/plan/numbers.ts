/** A percentage as people type it: "3%", "3.5 %", "3,5%", or a fraction below 1, "0.03". */
export function readPercent(text: string): number | null {
  const match = /^([+-]?\d{1,9}(?:[.,]\d{1,9})?)\s*(%?)$/.exec(text.trim().replace('\u2212', '-'));
  if (match === null) return null;
  const [, digits = '', sign] = match;
  const value = Number(digits.replace(',', '.'));
  // Moved in decimal, so that 15 % is 0.15 and not 0.15000000000000002.
  if (sign === '%') return Number(`${value}e-2`);
  // "3" may be three percent or three hundred: only what cannot be misread is taken.
  return Math.abs(value) < 1 ? value : null;
}

/** A number of visitors: digits, with a decimal point at most. */
export function readCount(text: string): number | null {
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(text.trim()) ? Number(text) : null;
}

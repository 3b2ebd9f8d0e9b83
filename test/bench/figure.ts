/** One measured figure as the benchmark prints it. */
export type Figure = {
  readonly what: string;
  readonly value: string;
  /** How it was taken, in a few words. */
  readonly how: string;
};

/** The middle of some measurements; the lower of two middles. Not for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error('a median needs at least one value');
  return middle;
}

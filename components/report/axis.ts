import type { Lift } from '#experiments/contract/interval.ts';

/** A shared axis of lifts: its ends and round ticks between them, as fractions. */
export type LiftAxis = {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
};

/** A lift of more than +500 % says "large", not how large: longer bars end in an arrow. */
const WIDEST = 5;
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2];
const MOST_TICKS = 5;

/** The axis that shows all the given intervals and 0. */
export function liftAxis(lifts: readonly Pick<Lift, 'lower' | 'upper'>[]): LiftAxis {
  // What visitors bring cannot fall by more than all of it, though an interval of a mean may.
  const low = Math.min(-0.05, ...lifts.map(({ lower }) => Math.max(-1, lower ?? -1)));
  const high = Math.max(0.05, ...lifts.map(({ upper }) => Math.min(upper ?? WIDEST, WIDEST)));
  const step = STEPS.find((size) => (high - low) / size <= MOST_TICKS) ?? 2;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { from: first * step, to: last * step, ticks };
}

/** Where a lift lies on the axis, as an SVG percentage; values beyond the ends lie on them. */
export function position(axis: LiftAxis, lift: number): string {
  const share = (lift - axis.from) / (axis.to - axis.from);
  // Half a label's width stays free on both sides.
  return `${(8 + 84 * Math.min(1, Math.max(0, share))).toFixed(3)}%`;
}

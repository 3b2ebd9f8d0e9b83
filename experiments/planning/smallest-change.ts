import { findRoot } from '../stats/special/find-root.ts';

/** Changes below this are not looked for: one basis point. */
const LEAST = 1e-4;
/**
 * Decreases are looked for down to −80 %: beyond, so few conversions are left that the log ratio
 * becomes harder to find again.
 */
const MOST_DECREASE = 0.8;

/**
 * The smallest relative change that is found with the given power, in the direction asked for:
 * 0.38 is +38 %, −0.2 is −20 %. Null when not even the largest possible change is.
 *
 * `powerOf` gives the chance to find a change and must rise with its size; `baseline` in (0, 1).
 */
export function smallestChange(
  powerOf: (mde: number) => number,
  ask: { readonly baseline: number; readonly direction: 1 | -1; readonly power: number },
): number | null {
  const { baseline, direction, power } = ask;
  const largest = direction > 0 ? (1 - baseline) / baseline : MOST_DECREASE;
  const missing = (logSize: number): number =>
    powerOf(direction * Math.min(largest, Math.exp(logSize))) - power;
  const [low, high] = [Math.log(Math.min(LEAST, largest)), Math.log(largest)];
  if (missing(high) < 0) return null;
  if (missing(low) >= 0) return direction * Math.exp(low);
  return direction * Math.exp(findRoot(missing, low, high));
}

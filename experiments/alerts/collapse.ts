import { gammaTails } from '../stats/special/incomplete-gamma.ts';

/** What came in on one closed day. */
export type DayActivity = {
  /** `2026-11-23`. */
  readonly day: string;
  /** Visitors first exposed on the day. */
  readonly exposures: number;
  /** Visitors who converted on the day, whenever they were exposed. */
  readonly converted: number;
};

/** Days whose pace is what may be expected. */
const USUAL_DAYS = 14;
const FEWEST_DAYS = 5;
/** Below this expectation an empty day is bad luck. */
const LEAST_EXPECTED = 20;
/** A collapse has less than this share of what was expected, */
const COLLAPSED_SHARE = 0.4;
/** and chance does that less often than once in 100 000 days. */
const CHANCE = 1e-5;

/** The last day had far fewer conversions than its visitors let expect. */
export type Collapse = DayActivity & { readonly expected: number };

/**
 * Whether conversions collapsed on the last of the days: Poisson tail of that day's count at the
 * pace per visitor of up to 14 days before. Null when they did not, when there are fewer than five
 * days to compare with, or fewer than 20 conversions were to be expected.
 * Source of the tail: P(X ≤ k) = Q(k + 1, λ), NIST DLMF 8.4.10.
 */
export function collapse(days: readonly DayActivity[]): Collapse | null {
  const last = days.at(-1);
  const before = days.slice(0, -1).slice(-USUAL_DAYS);
  if (!last || before.length < FEWEST_DAYS) return null;
  const visitors = before.reduce((sum, { exposures }) => sum + exposures, 0);
  const conversions = before.reduce((sum, { converted }) => sum + converted, 0);
  if (visitors === 0) return null;
  const expected = (conversions / visitors) * last.exposures;
  if (expected < LEAST_EXPECTED || last.converted >= COLLAPSED_SHARE * expected) return null;
  return gammaTails(last.converted + 1, expected).upper < CHANCE ? { ...last, expected } : null;
}

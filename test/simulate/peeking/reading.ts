import type { Lift } from '#experiments/contract/interval.ts';
import type { Refusal } from '#experiments/contract/refusal.ts';
import { jointLimits, sideOf } from '#experiments/report/decision/verdict.ts';
import { ALPHA } from './definition.ts';
import type { DrawnDay } from './history.ts';

/** What one look says about one treatment; null limits are unbounded. */
export type Call = {
  /** Null while nothing is called. */
  readonly side: 'above' | 'below' | null;
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
};

/** Takes one more day and reads the counts so far: one entry per treatment, null where refused. */
export type Reader = (day: DrawnDay) => readonly (Call | null)[];

/** What the report makes of a lift: a call once the interval of its family leaves out 0. */
export function callOf(lift: Lift | Refusal | undefined): Call | null {
  if (!lift?.ok) return null;
  return { side: sideOf(lift, ALPHA), estimate: lift.estimate, ...jointLimits(lift) };
}

import { groupShare } from '../assignment/group.ts';
import { expectedWeeks } from '../definition/checks/expected-weeks.ts';
import { measuredTraffic } from '../planning/measured.ts';
import { addDays } from '../report/decision/civil-day.ts';
import { measured } from './queue.ts';
import { isDecided, type Known, seenBetween } from './record.ts';
import { mondayOf } from './weeks.ts';

/** Why a running experiment ends when it does, or why nobody knows. */
export type EndReason =
  /** The planned visitors are in by then at the present pace. */
  | 'planned'
  /** Its file says so: `endAt`. */
  | 'dated'
  /** The last look decided: it can end now. */
  | 'decided'
  /** The planned visitors should have been in before today. */
  | 'overdue'
  | 'paused'
  | 'no-visitors'
  | 'no-plan'
  | 'no-traffic';

export type RunningEnd = { readonly to: string | null; readonly reason: EndReason };

/**
 * The last day of a running experiment: in whole weeks from its first exposure until the planned
 * visitors are in at the present pace. Decided and overdue ones keep their pages until Sunday.
 */
export function runningEnd({ experiment, record }: Known, today: string): RunningEnd {
  const seen = seenBetween(record);
  const sunday = addDays(mondayOf(today), 6);
  if (record.state === 'paused') return { to: null, reason: 'paused' };
  if (seen === null) return { to: null, reason: 'no-visitors' };
  if (isDecided(record)) return { to: sunday, reason: 'decided' };
  const traffic = measuredTraffic(measured(experiment, record), groupShare(experiment));
  if (!traffic.ok) return dated(record.endDay, { to: null, reason: 'no-traffic' });
  const weeks = expectedWeeks(experiment, traffic.visitorsPerDay);
  if (!weeks.ok) return dated(record.endDay, { to: null, reason: weeks.reason });
  const to = addDays(seen.first, weeks.weeks * 7 - 1);
  return dated(
    record.endDay,
    to < today ? { to: sunday, reason: 'overdue' } : { to, reason: 'planned' },
  );
}

function dated(endDay: string | null, end: RunningEnd): RunningEnd {
  if (endDay === null || (end.to !== null && end.to <= endDay)) return end;
  return { to: endDay, reason: 'dated' };
}

import type { Metric } from '../definition/metric/metric.ts';
import type { NumberWords } from '../report/lift/number-words.ts';
import { type Archived, archiveOf } from './archive.ts';
import { type Cadence, cadenceOf } from './cadence.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { type Queued, queueOf } from './queue.ts';
import { type Known, monthsOf } from './record.ts';

/** `GET /report/api/programme.json`. */
export type Programme = {
  readonly v: 1;
  /** Epoch milliseconds of the read. */
  readonly asOf: number;
  /** The site's day then. */
  readonly today: string;
  readonly queue: readonly Queued[];
  readonly calendar: Calendar;
  readonly archive: readonly Archived[];
  readonly cadence: Cadence;
  /** Months that have a page of their own, the newest first; none before the first visitor. */
  readonly months: readonly string[];
};

/** What is tested, what comes next, and what was learned. `landings`: public paths with a lane. */
export function programmeOf(
  known: readonly Known[],
  context: {
    readonly metrics: readonly Metric[];
    readonly words: NumberWords;
    readonly landings: readonly string[];
    readonly asOf: number;
    readonly today: string;
  },
): Programme {
  const { metrics, landings, asOf, today } = context;
  const queue = queueOf(known, metrics);
  const archive = archiveOf(known, context);
  return {
    v: 1,
    asOf,
    today,
    queue,
    calendar: calendarOf(known, queue, { today, landings }),
    archive,
    cadence: cadenceOf(known, archive, today),
    months: monthsOf(known, today),
  };
}

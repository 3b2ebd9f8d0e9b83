import { type ClickRow, insertClicks } from '../leads/touchpoint-clicks.ts';
import { attempt } from '../operation/attempt.ts';
import { countFirstView, type FirstViewEvents } from './first-views.ts';
import {
  insertConversions,
  insertExposures,
  insertMultiExposures,
  insertSignals,
  insertTouchpoints,
} from './insert-rows.ts';
import { bookInsert, bookRejects, type LedgerKind } from './ledger.ts';
import type { ConversionRow, ExposureRow, RejectRow, SignalRow, TouchpointRow } from './rows.ts';

/** One request's events, taken apart into rows. */
export type EventRows = {
  readonly day: string;
  readonly receivedAt: number;
  /** One per exposure event: the arrival, and the event's mark against repeats. */
  readonly touchpoints: readonly TouchpointRow[];
  readonly exposures: readonly ExposureRow[];
  readonly conversions: readonly ConversionRow[];
  readonly signals: readonly SignalRow[];
  readonly rejects: readonly RejectRow[];
  /** Of arrivals where use for ads was granted. */
  readonly clicks?: readonly ClickRow[];
  /** Null when it was no first view, or nobody in an experiment. */
  readonly firstView?: Omit<FirstViewEvents, 'day'> | null;
};

/**
 * Writes all rows of a request in one transaction and says how many events were new and how many
 * on record already. Idempotent. Throws `store-unavailable` when D1 does not take it.
 */
export async function recordEvents(
  db: D1Database,
  rows: EventRows,
): Promise<{ readonly accepted: number; readonly duplicate: number }> {
  const statements: D1PreparedStatement[] = [];
  const counted: number[] = [];
  let received = 0;
  const add = (kind: LedgerKind, count: number, insert: () => D1PreparedStatement) => {
    if (count === 0) return;
    counted.push(statements.length);
    received += count;
    statements.push(insert(), bookInsert(db, { day: rows.day, kind, received: count }));
  };
  if (rows.firstView) {
    statements.push(countFirstView(db, { ...rows.firstView, day: rows.day }));
  }
  add('exposure', rows.touchpoints.length, () => insertTouchpoints(db, rows.touchpoints));
  if (rows.exposures.length > 0) {
    statements.push(insertExposures(db, rows.exposures), insertMultiExposures(db, rows.exposures));
  }
  add('conversion', rows.conversions.length, () => insertConversions(db, rows.conversions));
  add('signal', rows.signals.length, () => insertSignals(db, rows.signals));
  if (rows.clicks?.length) statements.push(insertClicks(db, rows.clicks));
  if (rows.rejects.length > 0) statements.push(...bookRejects(db, { ...rows, kind: 'event' }));
  const results = await attempt(() => db.batch(statements));
  const accepted = counted.reduce((sum, index) => sum + (results[index]?.meta.changes ?? 0), 0);
  return { accepted, duplicate: received - accepted };
}

/** Books a request or form that could not be read at all. */
export async function recordReject(
  db: D1Database,
  entry: {
    readonly day: string;
    readonly receivedAt: number;
    readonly kind: LedgerKind;
    readonly reject: RejectRow;
  },
): Promise<void> {
  await attempt(() => db.batch(bookRejects(db, { ...entry, rejects: [entry.reject] })));
}

import type { LedgerCounts } from '#experiments/report/counts/counts.ts';
import type { RejectRow } from './rows.ts';

/** Kinds of received things the ledger counts apart. */
export type LedgerKind =
  | 'exposure'
  | 'conversion'
  | 'signal'
  | 'form'
  | 'event'
  | 'request'
  | 'hook';

/** Payloads are kept for the first of each code and day. */
const SAMPLES_PER_CODE = 100;
const MAX_PAYLOAD = 2_000;

/**
 * Books the insert just before it in the same batch: what it changed was accepted, the rest of
 * `received` was on record already.
 */
export function bookInsert(
  db: D1Database,
  entry: { readonly day: string; readonly kind: LedgerKind; readonly received: number },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO ledger (day, kind, accepted, duplicate) VALUES (?1, ?2, changes(), ?3 - changes())
       ON CONFLICT (day, kind) DO UPDATE SET
         accepted = accepted + excluded.accepted, duplicate = duplicate + excluded.duplicate`,
    )
    .bind(entry.day, entry.kind, entry.received);
}

/** Books rejected input: the ledger, a counter per code, and a sample while there are few. */
export function bookRejects(
  db: D1Database,
  entry: {
    readonly day: string;
    readonly kind: LedgerKind;
    readonly rejects: readonly RejectRow[];
    readonly receivedAt: number;
  },
): D1PreparedStatement[] {
  const rows = JSON.stringify(
    entry.rejects.map((reject) => ({ ...reject, payload: reject.payload.slice(0, MAX_PAYLOAD) })),
  );
  return [
    db
      .prepare(
        `INSERT INTO ledger (day, kind, rejected) VALUES (?1, ?2, ?3)
         ON CONFLICT (day, kind) DO UPDATE SET rejected = rejected + excluded.rejected`,
      )
      .bind(entry.day, entry.kind, entry.rejects.length),
    db
      .prepare(
        `INSERT INTO reject_samples (day, code, number, message, payload, received_at)
         SELECT ?1, code, number, message, payload, ?3 FROM (
           SELECT value ->> 'code' AS code, value ->> 'message' AS message,
             value ->> 'payload' AS payload,
             coalesce(r.rejected, 0)
               + row_number() OVER (PARTITION BY value ->> 'code' ORDER BY key) AS number
           FROM json_each(?2) LEFT JOIN rejects AS r ON r.day = ?1 AND r.code = value ->> 'code')
         WHERE number <= ?4
         ON CONFLICT DO NOTHING`,
      )
      .bind(entry.day, rows, entry.receivedAt, SAMPLES_PER_CODE),
    db
      .prepare(
        `INSERT INTO rejects (day, code, rejected)
         SELECT ?1, value ->> 'code', count(*) FROM json_each(?2) WHERE true
         GROUP BY value ->> 'code'
         ON CONFLICT (day, code) DO UPDATE SET rejected = rejected + excluded.rejected`,
      )
      .bind(entry.day, rows),
  ];
}

/** Ledger and reject counters of the whole site. */
export function selectLedger(db: D1Database): [D1PreparedStatement, D1PreparedStatement] {
  return [
    db.prepare(
      `SELECT coalesce(sum(accepted), 0) AS accepted, coalesce(sum(duplicate), 0) AS duplicate,
         coalesce(sum(rejected), 0) AS rejected FROM ledger`,
    ),
    db.prepare('SELECT code, sum(rejected) AS rejected FROM rejects GROUP BY code ORDER BY code'),
  ];
}

/** Rows of `selectLedger`: what came in so far, received = accepted + duplicate + rejected. */
export function toLedger(
  booked: Readonly<Record<string, unknown>> | undefined,
  rejects: readonly Readonly<Record<string, unknown>>[],
): LedgerCounts {
  return {
    accepted: Number(booked?.accepted ?? 0),
    duplicate: Number(booked?.duplicate ?? 0),
    rejected: Number(booked?.rejected ?? 0),
    rejectsByCode: Object.fromEntries(
      rejects.map((row) => [String(row.code), Number(row.rejected)]),
    ),
  };
}

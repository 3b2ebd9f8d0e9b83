import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import { type KnownExport, selectExports, toExports } from './read-exports.ts';

/** How many uploads of a platform and event are in a state. */
export type UploadCount = {
  readonly platform: string;
  readonly event: string;
  readonly action: string;
  readonly state: UploadState;
  readonly uploads: number;
};

/** An upload that somebody may want to do something about. Nothing in it names a person. */
export type UploadLine = {
  readonly uploadId: number;
  readonly platform: string;
  readonly conversionId: string;
  readonly event: string;
  readonly action: string;
  readonly state: UploadState;
  readonly reason: string | null;
  /** Epoch milliseconds, as the next. */
  readonly occurredAt: number;
  readonly changedAt: number;
  readonly valueMinor: number | null;
  readonly currency: string | null;
};

export type UploadLedger = {
  readonly counts: readonly UploadCount[];
  /** What stays here, the newest first. */
  readonly held: readonly UploadLine[];
  /** What leaves next, the newest first. */
  readonly ready: readonly UploadLine[];
  readonly exports: readonly KnownExport[];
};

type Row = Readonly<Record<string, string | number | null>>;

const LINE = `upload_id, platform, conversion_id, event, action, state, reason, occurred_at, changed_at,
  value_minor, currency`;

/** The ledger of uploads: all states as counts, and the newest lines and exports. One round trip. */
export async function readUploadLedger(
  db: D1Database,
  { lines, exports }: { readonly lines: number; readonly exports: number },
): Promise<UploadLedger> {
  const of = (states: string) =>
    db
      .prepare(
        `SELECT ${LINE} FROM (SELECT ${LINE}, row_number() OVER (
           PARTITION BY platform ORDER BY changed_at DESC, upload_id DESC) AS place
           FROM uploads WHERE state IN (${states})) WHERE place <= ?1`,
      )
      .bind(lines);
  const [counts, held, ready, made] = await db.batch<Row>([
    db.prepare(
      `SELECT platform, event, action, state, count(*) AS uploads FROM uploads
       GROUP BY platform, event, action, state ORDER BY platform, event, action`,
    ),
    of("'too-late', 'refused', 'no-id', 'failed'"),
    of("'linted', 'eligible'"),
    selectExports(db, exports),
  ]);
  return {
    counts: (counts?.results ?? []).map((row) => ({
      platform: String(row.platform),
      event: String(row.event),
      action: String(row.action),
      state: row.state as UploadState,
      uploads: Number(row.uploads),
    })),
    held: (held?.results ?? []).map(toLine),
    ready: (ready?.results ?? []).map(toLine),
    exports: toExports(made?.results ?? []),
  };
}

function toLine(row: Row): UploadLine {
  return {
    uploadId: Number(row.upload_id),
    platform: String(row.platform),
    conversionId: String(row.conversion_id),
    event: String(row.event),
    action: String(row.action),
    state: row.state as UploadState,
    reason: row.reason as string | null,
    occurredAt: Number(row.occurred_at),
    changedAt: Number(row.changed_at),
    valueMinor: row.value_minor === null ? null : Number(row.value_minor),
    currency: row.currency as string | null,
  };
}

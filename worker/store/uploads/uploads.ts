import type { UploadAction } from '#experiments/uploads/conversion.ts';
import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import { STILL_HERE } from './upload-states.ts';

/** A version of a conversion as it is written. */
export type UploadRow = {
  readonly platform: string;
  readonly conversionId: string;
  readonly event: string;
  readonly version: number;
  readonly action: UploadAction;
  readonly stage: string;
  readonly leadId: string;
  readonly dealSource: string | null;
  readonly dealId: string | null;
  readonly dealVersion: number;
  readonly occurredAt: number;
  readonly adjustedAt: number | null;
  readonly valueMinor: number | null;
  readonly currency: string | null;
  readonly sealed: string;
  readonly deleteAt: number;
  readonly state: UploadState;
  readonly reason: string | null;
  readonly format: string | null;
  /** States that it went through by this write, the last one included. */
  readonly passed: readonly UploadState[];
  /** `run` of the row that was read; '' where there was none. Somebody else's write wins. */
  readonly readRun: string;
};

/** The row of `json_each(?1)` as an upload. */
const COLUMNS = `platform, conversion_id, event, version, action, stage, lead_id, deal_source, deal_id,
  deal_version, occurred_at, adjusted_at, value_minor, currency, sealed, delete_at, state, reason, format`;
const VALUES = `value ->> 'platform', value ->> 'conversionId', value ->> 'event',
  value ->> 'version', value ->> 'action', value ->> 'stage', value ->> 'leadId',
  value ->> 'dealSource', value ->> 'dealId', value ->> 'dealVersion', value ->> 'occurredAt',
  value ->> 'adjustedAt', value ->> 'valueMinor', value ->> 'currency', value ->> 'sealed',
  value ->> 'deleteAt', value ->> 'state', value ->> 'reason', value ->> 'format'`;

/**
 * Writes versions that are new or have not left, and their history, in one transaction. A version
 * that somebody else has written since it was read, or that has left, stays as it is.
 */
export async function writeUploads(
  db: D1Database,
  rows: readonly UploadRow[],
  { run, now }: { readonly run: string; readonly now: number },
): Promise<void> {
  if (rows.length === 0) return;
  const text = JSON.stringify(rows);
  await db.batch([
    db
      .prepare(
        `INSERT INTO uploads (${COLUMNS}, run, changed_at, checked_at)
         SELECT ${VALUES}, ?2, ?3, ?3 FROM json_each(?1) WHERE value ->> 'readRun' = ''
         ON CONFLICT (platform, conversion_id, event, version) DO NOTHING`,
      )
      .bind(text, run, now),
    db
      .prepare(
        `UPDATE uploads SET (${COLUMNS}, run, changed_at, checked_at) = (SELECT ${VALUES}, ?2, ?3, ?3)
         FROM json_each(?1) AS j
         WHERE uploads.platform = j.value ->> 'platform'
           AND uploads.conversion_id = j.value ->> 'conversionId'
           AND uploads.event = j.value ->> 'event' AND uploads.version = j.value ->> 'version'
           AND uploads.run = j.value ->> 'readRun' AND uploads.state IN (${STILL_HERE})`,
      )
      .bind(text, run, now),
    db
      .prepare(
        `INSERT INTO upload_history (upload_id, state, reason, at)
         SELECT u.upload_id, p.value,
           CASE WHEN p.key = json_array_length(j.value, '$.passed') - 1 THEN u.reason END, ?3
         FROM json_each(?1) AS j
         JOIN uploads AS u ON u.platform = j.value ->> 'platform'
           AND u.conversion_id = j.value ->> 'conversionId' AND u.event = j.value ->> 'event'
           AND u.version = j.value ->> 'version' AND u.run = ?2
         JOIN json_each(j.value, '$.passed') AS p
         ORDER BY j.key, p.key`,
      )
      .bind(text, run, now),
  ]);
}

/** A state that the check or the platform put an upload into. */
export type StateChange = {
  readonly uploadId: number;
  readonly state: UploadState;
  readonly reason: string | null;
};

/**
 * Puts uploads into other states where they are still in one of `from`, and writes it into their
 * history. Two statements for a batch.
 */
export function changeStates(
  db: D1Database,
  changes: readonly StateChange[],
  {
    from,
    now,
    exportId = null,
    run,
  }: {
    readonly from: readonly UploadState[];
    readonly now: number;
    readonly exportId?: string | null;
    /** Of this write alone. */
    readonly run: string;
  },
): readonly D1PreparedStatement[] {
  const text = JSON.stringify(changes);
  return [
    db
      .prepare(
        `UPDATE uploads SET state = j.value ->> 'state', reason = j.value ->> 'reason', run = ?2,
           changed_at = ?3
         FROM json_each(?1) AS j
         WHERE uploads.upload_id = j.value ->> 'uploadId'
           AND uploads.state IN (SELECT value FROM json_each(?4))`,
      )
      .bind(text, run, now, JSON.stringify(from)),
    db
      .prepare(
        `INSERT INTO upload_history (upload_id, state, reason, export_id, at)
         SELECT u.upload_id, u.state, u.reason, ?3, ?4 FROM json_each(?1) AS j
         JOIN uploads AS u ON u.upload_id = j.value ->> 'uploadId' AND u.run = ?2
         ORDER BY u.upload_id`,
      )
      .bind(text, run, exportId, now),
  ];
}

import type { Alert } from '#experiments/alerts/alert.ts';

/** An alert on record. */
export type RaisedAlert = Alert & {
  /** Epoch milliseconds. */
  readonly raisedAt: number;
  readonly seenAt: number;
};

/** Alerts seen at or after a moment, the newest first. */
export async function readAlerts(
  db: D1Database,
  seenSince: number,
): Promise<readonly RaisedAlert[]> {
  const { results } = await selectAlerts(db, seenSince).all<Record<string, unknown>>();
  return results.map(toAlert);
}

/** The statement behind `readAlerts`, for a batch. */
export function selectAlerts(db: D1Database, seenSince: number): D1PreparedStatement {
  return db
    .prepare(
      `SELECT alert_id, kind, experiment_id, sentence, raised_at, seen_at FROM alerts
       WHERE seen_at >= ?1 ORDER BY raised_at DESC, alert_id LIMIT 200`,
    )
    .bind(seenSince);
}

/** A row of `selectAlerts`. */
export function toAlert(row: Readonly<Record<string, unknown>>): RaisedAlert {
  return {
    id: row.alert_id as string,
    kind: row.kind as Alert['kind'],
    experimentId: row.experiment_id as string | null,
    sentence: row.sentence as string,
    raisedAt: row.raised_at as number,
    seenAt: row.seen_at as number,
  };
}

/** Notes that a condition holds; one that was gone before `goneBefore` counts as raised anew. */
export function noteAlert(
  db: D1Database,
  { id, kind, experimentId, sentence }: Alert,
  { now, goneBefore }: { readonly now: number; readonly goneBefore: number },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO alerts (alert_id, kind, experiment_id, sentence, raised_at, seen_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?5)
       ON CONFLICT (alert_id) DO UPDATE SET sentence = excluded.sentence, seen_at = ?5,
         raised_at = CASE WHEN alerts.seen_at < ?6 THEN ?5 ELSE alerts.raised_at END`,
    )
    .bind(id, kind, experimentId, sentence, now, goneBefore);
}

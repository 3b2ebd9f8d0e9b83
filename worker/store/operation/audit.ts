import type { AuditEntry } from '#experiments/contract/control.ts';
import type { ControlWrite } from './controls.ts';

/** The audit log of one experiment, or of all, the newest first. */
export async function readAudit(
  db: D1Database,
  { experimentId, limit = 100 }: { readonly experimentId?: string; readonly limit?: number },
): Promise<readonly (AuditEntry & { readonly experimentId: string })[]> {
  const { results } = await db
    .prepare(
      `SELECT seq, acted_at, actor, experiment_id, action, before_state, after_state, reason
       FROM audit_entries WHERE ?1 IS NULL OR experiment_id = ?1 ORDER BY seq DESC LIMIT ?2`,
    )
    .bind(experimentId ?? null, limit)
    .all<Record<string, unknown>>();
  return results.map((row) => ({
    seq: row.seq as number,
    actedAt: row.acted_at as number,
    actor: row.actor as string,
    experimentId: row.experiment_id as string,
    action: row.action as string,
    before: row.before_state as string,
    after: row.after_state as string,
    reason: row.reason as string,
  }));
}

/** Puts something on record that moves neither state nor weights, such as a share link. */
export function auditOnly(
  db: D1Database,
  entry: Pick<
    ControlWrite,
    'experimentId' | 'entryId' | 'actor' | 'action' | 'reason' | 'now' | 'after'
  >,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO audit_entries
         (entry_id, acted_at, actor, experiment_id, action, before_state, after_state, reason)
       VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?7)`,
    )
    .bind(
      entry.entryId,
      entry.now,
      entry.actor,
      entry.experimentId,
      entry.action,
      entry.after,
      entry.reason,
    );
}

import type { ControlEffect } from '#experiments/controls/apply-control.ts';
import type { ControlState } from '#experiments/controls/control-state.ts';
import { selectEpochs, toEpoch } from './run-states.ts';

/** What is in force for one experiment, read in one transaction. */
export async function readControlState(
  db: D1Database,
  experimentId: string,
): Promise<ControlState> {
  const [epochs, states, counters] = await db.batch<Record<string, unknown>>([
    selectEpochs(db, experimentId),
    db
      .prepare(
        'SELECT state, winner, bandit_floor_bp FROM experiment_states WHERE experiment_id = ?1',
      )
      .bind(experimentId),
    db
      .prepare(
        `SELECT
           (SELECT coalesce(max(seq), 0) FROM audit_entries WHERE experiment_id = ?1) AS audit_seq,
           (SELECT coalesce(max(epoch), 0) FROM epochs WHERE experiment_id = ?1) AS last_epoch`,
      )
      .bind(experimentId),
  ]);
  const [state] = states?.results ?? [];
  const [counter] = counters?.results ?? [];
  return {
    state: (state?.state as ControlState['state'] | undefined) ?? 'running',
    winner: (state?.winner as string | null | undefined) ?? null,
    banditFloorBp: (state?.bandit_floor_bp as number | null | undefined) ?? null,
    epochs: (epochs?.results ?? []).map(toEpoch),
    auditSeq: (counter?.audit_seq as number | undefined) ?? 0,
    lastEpoch: (counter?.last_epoch as number | undefined) ?? 0,
  };
}

/** Who does what to which experiment, from which state, and why. */
export type ControlWrite = {
  readonly experimentId: string;
  readonly entryId: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string;
  readonly now: number;
  /** The state that the effect was computed from. */
  readonly from: ControlState;
  readonly effect: ControlEffect;
  /** Both states in words. */
  readonly before: string;
  readonly after: string;
};

/**
 * Carries a control out and puts it on record in one transaction, if the state is still the one it
 * was computed from. `done`: it is on record, also when it was sent before; `conflict`: somebody
 * else acted in between and nothing was changed.
 */
export async function writeControl(
  db: D1Database,
  write: ControlWrite,
): Promise<'done' | 'conflict'> {
  const { experimentId, entryId, now, from, effect } = write;
  await db.batch([
    db
      .prepare(
        `INSERT INTO audit_entries
           (entry_id, acted_at, actor, experiment_id, action, before_state, after_state, reason)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
         WHERE (SELECT coalesce(max(seq), 0) FROM audit_entries WHERE experiment_id = ?4) = ?9
           AND (SELECT coalesce(max(epoch), 0) FROM epochs WHERE experiment_id = ?4) = ?10
         ON CONFLICT (entry_id) DO NOTHING`,
      )
      .bind(
        entryId,
        now,
        write.actor,
        experimentId,
        write.action,
        write.before,
        write.after,
        write.reason,
        from.auditSeq,
        from.lastEpoch,
      ),
    // What follows holds only for an entry that is on record, and only once: a state knows the
    // entry that made it, epochs have their numbers.
    db
      .prepare(
        `INSERT INTO experiment_states
           (experiment_id, state, changed_at, winner, bandit_floor_bp, entry_seq)
         SELECT ?1, ?2, ?3, ?4, ?5, seq FROM audit_entries WHERE entry_id = ?6
         ON CONFLICT (experiment_id) DO UPDATE SET state = excluded.state,
           changed_at = excluded.changed_at, winner = excluded.winner,
           bandit_floor_bp = excluded.bandit_floor_bp, entry_seq = excluded.entry_seq
         WHERE excluded.entry_seq > experiment_states.entry_seq`,
      )
      .bind(experimentId, effect.state, now, effect.winner, effect.banditFloorBp, entryId),
    db
      .prepare(
        `UPDATE epochs SET cancelled_at = ?1
         WHERE experiment_id = ?2 AND cancelled_at IS NULL
           AND epoch IN (SELECT value FROM json_each(?3))
           AND EXISTS (SELECT 1 FROM audit_entries WHERE entry_id = ?4)`,
      )
      .bind(now, experimentId, JSON.stringify(effect.calledOff), entryId),
    ...effect.newEpochs.map((epoch) =>
      db
        .prepare(
          `INSERT INTO epochs (experiment_id, epoch, weights_bp, allocation_bp, effective_at,
             created_at, source, built_at)
           SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'control', 0
           WHERE EXISTS (SELECT 1 FROM audit_entries WHERE entry_id = ?7)
           ON CONFLICT (experiment_id, epoch) DO NOTHING`,
        )
        .bind(
          experimentId,
          epoch.epoch,
          JSON.stringify(epoch.weightsBp),
          epoch.allocationBp,
          epoch.effectiveAt,
          now,
          entryId,
        ),
    ),
  ]);
  return (await isOnRecord(db, entryId)) ? 'done' : 'conflict';
}

/** Whether an entry is in the audit log: then what it asked for has been done. */
export async function isOnRecord(db: D1Database, entryId: string): Promise<boolean> {
  const entry = await db
    .prepare('SELECT 1 AS found FROM audit_entries WHERE entry_id = ?1')
    .bind(entryId)
    .first();
  return entry !== null;
}

/** Experiments whose weights a bandit moves, with the floor of each arm in basis points. */
export async function readBandits(
  db: D1Database,
): Promise<readonly { readonly experimentId: string; readonly floorBp: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT experiment_id, bandit_floor_bp FROM experiment_states
       WHERE bandit_floor_bp IS NOT NULL AND state = 'running' ORDER BY experiment_id`,
    )
    .all<{ experiment_id: string; bandit_floor_bp: number }>();
  return results.map((row) => ({ experimentId: row.experiment_id, floorBp: row.bandit_floor_bp }));
}

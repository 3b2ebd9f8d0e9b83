import type { LookLift, LookLine } from '#experiments/contract/timeline.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';

type Row = Record<string, string | number | null>;

/**
 * Every look of one definition, the oldest first, with the primary metric alone: one row per look
 * and treatment, in catalog order. A look that could not compare anything has none.
 */
export function selectLookHistory(
  db: D1Database,
  { id, fingerprint }: Pick<CatalogExperiment, 'id' | 'fingerprint'>,
): D1PreparedStatement {
  return db
    .prepare(
      `SELECT l.day, t.value ->> '$.variant' AS variant, t.value ->> '$.verdict.kind' AS verdict,
         t.value ->> '$.verdict.reason' AS reason,
         c.value -> '$.lift' AS lift
       FROM looks AS l, json_each(l.decided, '$.treatments') AS t,
         json_each(t.value, '$.comparisons') AS c
       WHERE l.experiment_id = ?1 AND l.fingerprint = ?2 AND c.value ->> '$.role' = 'primary'
       ORDER BY l.day, t.key`,
    )
    .bind(id, fingerprint);
}

/** Its rows: one line a site day, with the lift of every variant but the control. */
export function toLookHistory(rows: readonly Row[]): readonly LookLine[] {
  const byDay = Map.groupBy(rows, (row) => String(row.day));
  return [...byDay].map(([day, ofDay]) => ({ day, lifts: ofDay.map(toLift) }));
}

function toLift(row: Row): LookLift {
  const lift = JSON.parse(String(row.lift));
  const { lower, upper, level } = lift.family ?? lift;
  return {
    variant: String(row.variant),
    verdict: row.verdict as LookLift['verdict'],
    readable: row.verdict !== 'withheld' || row.reason === 'guardrail-failed',
    lift: lift.ok ? { ok: true, lower, upper, level } : { ok: false, reason: lift.reason },
  };
}

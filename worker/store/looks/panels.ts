import type { Panel } from '#experiments/contract/panel.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';

type Key = Pick<CatalogExperiment, 'id' | 'fingerprint'>;
type Row = Record<string, string | number | null>;

/** Keeps a panel with its look. One that is there stays. */
export async function writePanel(
  db: D1Database,
  { id, fingerprint }: Key,
  { panel, computedAt }: { readonly panel: Panel; readonly computedAt: number },
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO look_panels (experiment_id, fingerprint, day, computed_at, panel)
       VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (experiment_id, fingerprint, day) DO NOTHING`,
    )
    .bind(id, fingerprint, panel.day, computedAt, JSON.stringify(panel))
    .run();
}

/** The panel of the last look of one definition; to be read with the look, in one transaction. */
export function selectLastPanel(db: D1Database, { id, fingerprint }: Key): D1PreparedStatement {
  return db
    .prepare(
      `SELECT panel FROM look_panels WHERE experiment_id = ?1 AND fingerprint = ?2
         AND day = (SELECT max(day) FROM looks WHERE experiment_id = ?1 AND fingerprint = ?2)`,
    )
    .bind(id, fingerprint);
}

/** Its row; null where none is on record. */
export function toPanel(row: Row | undefined): Panel | null {
  return row ? (JSON.parse(String(row.panel)) as Panel) : null;
}

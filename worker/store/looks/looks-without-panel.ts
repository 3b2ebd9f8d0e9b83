import type { Look } from '#experiments/contract/look.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { toLook } from './looks.ts';

type Key = Pick<CatalogExperiment, 'id' | 'fingerprint'>;

/** The last look of each definition that has no panel yet, with its definition. */
export async function readLooksWithoutPanel<Of extends Key>(
  db: D1Database,
  definitions: readonly Of[],
): Promise<readonly { readonly definition: Of; readonly look: Look }[]> {
  if (definitions.length === 0) return [];
  const answers = await db.batch<Record<string, string | number | null>>(
    definitions.map(({ id, fingerprint }) =>
      db
        .prepare(
          `SELECT decided, taken_at, exposure_seq, conversion_seq FROM looks AS l
           WHERE experiment_id = ?1 AND fingerprint = ?2
             AND day = (SELECT max(day) FROM looks WHERE experiment_id = ?1 AND fingerprint = ?2)
             AND NOT EXISTS (SELECT 1 FROM look_panels AS p WHERE p.experiment_id = ?1
               AND p.fingerprint = ?2 AND p.day = l.day)`,
        )
        .bind(id, fingerprint),
    ),
  );
  return definitions.flatMap((definition, index) => {
    const row = answers[index]?.results[0];
    return row ? [{ definition, look: toLook(row) }] : [];
  });
}

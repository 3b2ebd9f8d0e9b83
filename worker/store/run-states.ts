import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog.ts';
import type { EpochRow } from '#experiments/report/counts.ts';
import type { RunStates, StoredRunState } from '../landing/live-experiments.ts';

/** A new epoch starts no earlier than every isolate can know of it (copies are at most 60 s old). */
export const EPOCH_NOTICE_MS = 90_000;

type EpochRecord = {
  experiment_id: string;
  epoch: number;
  weights_bp: string;
  allocation_bp: number;
  effective_at: number;
  source: 'catalog' | 'control';
  built_at: number;
};
type StateRecord = { experiment_id: string; state: StoredRunState['state'] };

/**
 * Run-time state of every experiment on record. Brings the catalog's own epochs on record first:
 * epoch 1 of a running experiment, and a new epoch where a newer build moved weights or allocation.
 */
export async function readRunStates(
  db: D1Database,
  catalog: Catalog,
  now: number,
): Promise<RunStates> {
  const read = await readRecords(db);
  const missing = catalog.experiments.filter(
    (experiment) => experiment.status === 'running' && needsEpoch(experiment, read.epochs, catalog),
  );
  if (missing.length === 0) return toRunStates(read);
  await db.batch(missing.map((experiment) => openEpoch(db, experiment, { catalog, now })));
  return toRunStates(await readRecords(db));
}

/** The epochs of one experiment, rising. */
export function selectEpochs(db: D1Database, experimentId: string): D1PreparedStatement {
  return db
    .prepare(
      `SELECT experiment_id, epoch, weights_bp, allocation_bp, effective_at, source, built_at
       FROM epochs WHERE experiment_id = ?1 ORDER BY epoch`,
    )
    .bind(experimentId);
}

/** A row of `selectEpochs` as the domain reads it. */
export function toEpoch(record: Record<string, unknown>): EpochRow {
  return {
    epoch: record.epoch as number,
    weightsBp: JSON.parse(record.weights_bp as string) as number[],
    allocationBp: record.allocation_bp as number,
    effectiveAt: record.effective_at as number,
  };
}

type Records = { readonly epochs: readonly EpochRecord[]; readonly states: readonly StateRecord[] };

async function readRecords(db: D1Database): Promise<Records> {
  const [epochs, states] = await db.batch([
    db.prepare(
      `SELECT experiment_id, epoch, weights_bp, allocation_bp, effective_at, source, built_at
       FROM epochs ORDER BY experiment_id, epoch`,
    ),
    db.prepare('SELECT experiment_id, state FROM experiment_states'),
  ]);
  return {
    epochs: (epochs?.results ?? []) as EpochRecord[],
    states: (states?.results ?? []) as StateRecord[],
  };
}

function needsEpoch(
  experiment: CatalogExperiment,
  epochs: readonly EpochRecord[],
  catalog: Catalog,
): boolean {
  const last = epochs.findLast(
    (row) => row.experiment_id === experiment.id && row.source === 'catalog',
  );
  if (!last) return true;
  const moved =
    last.weights_bp !== weightsText(experiment) || last.allocation_bp !== experiment.allocationBp;
  return moved && catalog.builtAt > last.built_at;
}

function openEpoch(
  db: D1Database,
  experiment: CatalogExperiment,
  { catalog, now }: { readonly catalog: Catalog; readonly now: number },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO epochs
         (experiment_id, epoch, weights_bp, allocation_bp, effective_at, created_at, source, built_at)
       SELECT ?1, coalesce(max(epoch), 0) + 1, ?2, ?3,
              CASE WHEN count(*) = 0 THEN ?4 ELSE ?4 + ?5 END, ?4, 'catalog', ?6
       FROM epochs WHERE experiment_id = ?1
       HAVING NOT EXISTS (
         SELECT 1 FROM epochs
         WHERE experiment_id = ?1 AND source = 'catalog' AND built_at >= ?6)`,
    )
    .bind(
      experiment.id,
      weightsText(experiment),
      experiment.allocationBp,
      now,
      EPOCH_NOTICE_MS,
      catalog.builtAt,
    );
}

function weightsText(experiment: CatalogExperiment): string {
  return JSON.stringify(experiment.variants.map((variant) => variant.weightBp));
}

function toRunStates({ epochs, states }: Records): RunStates {
  const byId = new Map<string, StoredRunState>();
  for (const row of epochs) {
    const soFar = byId.get(row.experiment_id);
    byId.set(row.experiment_id, {
      epochs: [...(soFar?.epochs ?? []), toEpoch(row)],
      state: 'running',
    });
  }
  for (const row of states) {
    byId.set(row.experiment_id, {
      epochs: byId.get(row.experiment_id)?.epochs ?? [],
      state: row.state,
    });
  }
  return byId;
}

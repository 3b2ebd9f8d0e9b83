import { EPOCH_NOTICE_MS } from '#experiments/controls/apply-control.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { EpochRow } from '#experiments/report/counts/counts.ts';
import type { RunState } from '#experiments/report/decision/state.ts';
import type { RunStates, StoredRunState } from '../../landing/live-experiments.ts';
import { siteDay } from './site-day.ts';

type EpochRecord = {
  experiment_id: string;
  epoch: number;
  weights_bp: string;
  allocation_bp: number;
  effective_at: number;
  source: 'catalog' | 'control';
  built_at: number;
  /** Called off before anybody could be born in it. */
  cancelled_at: number | null;
};
type StateRecord = {
  experiment_id: string;
  state: StoredRunState['state'];
  winner: string | null;
};

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
  await db.batch(missing.flatMap((experiment) => openEpoch(db, experiment, { catalog, now })));
  return toRunStates(await readRecords(db));
}

/** What people did to one experiment from the report. `timeZone`: of the site, for the day. */
export async function readRunState(
  db: D1Database,
  { id, timeZone }: { readonly id: string; readonly timeZone: string },
): Promise<RunState> {
  const row = await db
    .prepare('SELECT state, winner, changed_at FROM experiment_states WHERE experiment_id = ?1')
    .bind(id)
    .first<{ state: RunState['state']; winner: string | null; changed_at: number }>();
  return row === null
    ? { state: 'running', winner: null, sinceDay: null }
    : { state: row.state, winner: row.winner, sinceDay: siteDay(row.changed_at, timeZone) };
}

/** The epochs of one experiment, rising. */
export function selectEpochs(db: D1Database, experimentId: string): D1PreparedStatement {
  return db
    .prepare(
      `SELECT experiment_id, epoch, weights_bp, allocation_bp, effective_at, source, built_at
       FROM epochs WHERE experiment_id = ?1 AND cancelled_at IS NULL ORDER BY epoch`,
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
      `SELECT experiment_id, epoch, weights_bp, allocation_bp, effective_at, source, built_at,
         cancelled_at
       FROM epochs ORDER BY experiment_id, epoch`,
    ),
    db.prepare('SELECT experiment_id, state, winner FROM experiment_states'),
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
): readonly D1PreparedStatement[] {
  const known = `SELECT 1 FROM epochs
         WHERE experiment_id = ?1 AND source = 'catalog' AND built_at >= ?2`;
  // What the report had planned for later was planned for other weights.
  const callOff = db
    .prepare(
      `UPDATE epochs SET cancelled_at = ?3
       WHERE experiment_id = ?1 AND cancelled_at IS NULL AND effective_at >= ?3 + ?4
         AND NOT EXISTS (${known})`,
    )
    .bind(experiment.id, catalog.builtAt, now, EPOCH_NOTICE_MS);
  const open = db
    .prepare(
      `INSERT INTO epochs
         (experiment_id, epoch, weights_bp, allocation_bp, effective_at, created_at, source, built_at)
       SELECT ?1, coalesce(max(epoch), 0) + 1, ?5, ?6,
              CASE WHEN count(*) = 0 THEN ?3 ELSE max(?3 + ?4, coalesce(
                max(effective_at) FILTER (WHERE cancelled_at IS NULL), 0) + 1) END,
              ?3, 'catalog', ?2
       FROM epochs WHERE experiment_id = ?1
       HAVING NOT EXISTS (${known})`,
    )
    .bind(
      experiment.id,
      catalog.builtAt,
      now,
      EPOCH_NOTICE_MS,
      weightsText(experiment),
      experiment.allocationBp,
    );
  return [callOff, open];
}

function weightsText(experiment: CatalogExperiment): string {
  return JSON.stringify(experiment.variants.map((variant) => variant.weightBp));
}

function toRunStates({ epochs, states }: Records): RunStates {
  const byId = new Map<string, StoredRunState>();
  for (const row of epochs.filter(({ cancelled_at }) => cancelled_at === null)) {
    const soFar = byId.get(row.experiment_id);
    byId.set(row.experiment_id, {
      epochs: [...(soFar?.epochs ?? []), toEpoch(row)],
      state: 'running',
      winner: null,
    });
  }
  for (const row of states) {
    byId.set(row.experiment_id, {
      epochs: byId.get(row.experiment_id)?.epochs ?? [],
      state: row.state,
      winner: row.winner,
    });
  }
  return byId;
}

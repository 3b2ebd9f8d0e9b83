import { EPOCH_NOTICE_MS } from '#experiments/controls/apply-control.ts';
import { epochInForce } from '#experiments/controls/control-state.ts';
import { stateWords } from '#experiments/controls/control-words.ts';
import { nextWeights } from '#experiments/controls/next-weights.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { readExperimentCounts } from '../store/counts/read-counts.ts';
import { readBandits, readControlState, writeControl } from '../store/operation/controls.ts';
import { siteDay } from '../store/operation/site-day.ts';

/** Longest wait for conversions before a day counts; a bandit cannot wait for a sale of months. */
const LONGEST_WAIT_DAYS = 7;

/**
 * Moves the weights of every bandit once per site day, each move an epoch on record. Safe to run
 * twice, late or at the same time: the day's entry has an id of its own.
 */
export async function moveBandits(db: D1Database, catalog: Catalog, now: number): Promise<number> {
  const bandits = await readBandits(db);
  let moved = 0;
  for (const { experimentId, floorBp } of bandits) {
    const definition = catalog.experiments.find(({ id }) => id === experimentId);
    // Arms that an ad platform fills have no weights that could move.
    if (definition?.status === 'running' && definition.assignedBy === undefined) {
      moved += (await moveOne(db, catalog, { definition, floorBp, now })) ? 1 : 0;
    }
  }
  return moved;
}

async function moveOne(
  db: D1Database,
  catalog: Catalog,
  bandit: {
    readonly definition: CatalogExperiment;
    readonly floorBp: number;
    readonly now: number;
  },
): Promise<boolean> {
  const { definition, floorBp, now } = bandit;
  const { id } = definition;
  const today = siteDay(now, catalog.site.timeZone);
  const metric = catalog.metrics.find((one) => one.id === definition.primary);
  const from = await readControlState(db, id);
  const inForce = epochInForce(from.epochs, now);
  const last = from.epochs.at(-1);
  // One move a day, and none while the last one is still to begin.
  const idle = last && siteDay(last.effectiveAt, catalog.site.timeZone) < today;
  if (!metric || !inForce || !last || !idle || from.state !== 'running') return false;
  const counts = await readExperimentCounts(db, catalog, { experimentId: id, now });
  const wait = Math.min(Math.ceil(metric.windowDays), LONGEST_WAIT_DAYS);
  const weightsBp = nextWeights(definition, counts, {
    metric,
    floorBp,
    inForceBp: inForce.weightsBp,
    lastDay: addDays(today, -1 - wait),
  });
  if (!weightsBp) return false;
  const effectiveAt = Math.max(now + EPOCH_NOTICE_MS, last.effectiveAt + 1);
  const epoch = {
    epoch: from.lastEpoch + 1,
    weightsBp,
    allocationBp: inForce.allocationBp,
    effectiveAt,
  };
  const after = { ...from, epochs: [...from.epochs, epoch] };
  const written = await writeControl(db, {
    experimentId: id,
    entryId: `bandit ${id} ${today}`,
    actor: 'bandit',
    action: 'bandit-epoch',
    reason: 'Each variant’s chance to be best, with the floor.',
    now,
    from,
    effect: { ok: true, ...from, newEpochs: [epoch], calledOff: [] },
    before: stateWords(from, now),
    after: stateWords(after, now),
  });
  return written === 'done';
}

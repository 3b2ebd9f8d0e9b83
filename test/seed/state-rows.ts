import { type ControlState, epochInForce } from '#experiments/controls/control-state.ts';
import { stateWords } from '#experiments/controls/control-words.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { EpochRow } from '#experiments/report/counts/counts.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { playState } from './play-state.ts';
import type { Row, Write } from './rows.ts';
import { type DemoState, STATES } from './states.ts';

const DAY_MS = 86_400_000;
const OWNER = 'lena@halden.example';

/** Every row of the experiments that show a state; none of those that the catalog does not have. */
export function stateRows(
  catalog: Catalog,
  at: { readonly today: number; readonly now: number },
): readonly Write[] {
  const known: readonly DemoState[] = Object.values(STATES).filter(({ experimentId }) =>
    catalog.experiments.some(({ id }) => id === experimentId),
  );
  return known.flatMap((state) => {
    const { visitors, epochs } = playState(catalog, state, at);
    return [
      ...epochs.map((epoch) => epochWrite(catalog, state, epoch)),
      ...(state.bandit ? banditWrites(catalog, state, epochs) : []),
      ...(state.note ? [noteWrite(state, epochs, at.today)] : []),
      ...visitors.flatMap(({ writes }) => writes),
    ];
  });
}

function epochWrite(catalog: Catalog, { experimentId }: DemoState, epoch: EpochRow): Write {
  const ours = epoch.epoch === 1;
  return {
    table: 'epochs',
    at: epoch.effectiveAt,
    row: {
      experiment_id: experimentId,
      epoch: epoch.epoch,
      weights_bp: JSON.stringify(epoch.weightsBp),
      allocation_bp: epoch.allocationBp,
      effective_at: epoch.effectiveAt,
      created_at: epoch.effectiveAt,
      source: ours ? 'catalog' : 'control',
      built_at: ours ? catalog.builtAt : 0,
    },
  };
}

/** Somebody turned it on in the evening before its first move; since then each move is an entry. */
function banditWrites(
  catalog: Catalog,
  { experimentId, bandit }: DemoState,
  epochs: readonly EpochRow[],
): readonly Write[] {
  const [first, ...moves] = epochs;
  const floor = bandit?.floorBp ?? null;
  if (!first || !moves[0]) return [];
  const onAt = moves[0].effectiveAt - 6 * 3_600_000;
  const state = (known: readonly EpochRow[], floorBp: number | null) =>
    ({ state: 'running', winner: null, banditFloorBp: floorBp, epochs: known }) as ControlState;
  const words = (of: ControlState, at: number) => stateWords(of, at);
  const on = entry(experimentId, {
    ...{ actedAt: onAt, actor: OWNER, action: 'bandit', entryId: `demo ${experimentId}` },
    before: words(state([first], null), onAt),
    after: words(state([first], floor), onAt),
    reason: 'One of the three is clearly searched for more; let the traffic follow.',
  });
  const entries = moves.map((move, index) => {
    const known = [first, ...moves.slice(0, index)];
    const actedAt = move.effectiveAt - 120_000;
    return entry(experimentId, {
      ...{ actedAt, actor: 'bandit', action: 'bandit-epoch' },
      entryId: `bandit ${experimentId} ${siteDay(actedAt, catalog.site.timeZone)}`,
      before: words(state(known, floor), actedAt),
      after: words(state([...known, move], floor), actedAt),
      reason: 'Each variant’s chance to be best, with the floor.',
    });
  });
  const inForce = epochInForce(epochs, Number.MAX_SAFE_INTEGER);
  const row = {
    experiment_id: experimentId,
    state: 'running',
    changed_at: inForce?.effectiveAt ?? onAt,
    winner: null,
    bandit_floor_bp: floor,
    // The first entry that the database numbers is the demo's own.
    entry_seq: 1,
  };
  return [on, ...entries, { table: 'experiment_states', at: onAt, row }];
}

function noteWrite(
  { experimentId, note }: DemoState,
  epochs: readonly EpochRow[],
  today: number,
): Write {
  const actedAt = today - (note?.daysAgo ?? 0) * DAY_MS + 9 * 3_600_000;
  const state = { state: 'running', winner: null, banditFloorBp: null, epochs } as const;
  const words = stateWords({ ...state, auditSeq: 0, lastEpoch: 1 }, actedAt);
  return entry(experimentId, {
    ...{ actedAt, actor: OWNER, action: 'note', entryId: `demo note ${experimentId}` },
    ...{ before: words, after: words, reason: note?.text ?? '' },
  });
}

function entry(
  experimentId: string,
  of: Readonly<Record<'actor' | 'action' | 'entryId' | 'before' | 'after' | 'reason', string>> & {
    readonly actedAt: number;
  },
): Write {
  const row: Row = {
    entry_id: of.entryId,
    acted_at: of.actedAt,
    actor: of.actor,
    experiment_id: experimentId,
    action: of.action,
    before_state: of.before,
    after_state: of.after,
    reason: of.reason,
  };
  return { table: 'audit_entries', at: of.actedAt, row };
}

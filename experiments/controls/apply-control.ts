import type { Control } from '../contract/control.ts';
import type { CatalogExperiment } from '../definition/catalog/catalog.ts';
import type { EpochRow } from '../report/counts/counts.ts';
import { type BanditOffer, banditRefusal } from './bandit-offer.ts';
import { type ControlState, epochInForce } from './control-state.ts';

/** A new epoch starts no earlier than every isolate can know of it (copies are at most 60 s old). */
export const EPOCH_NOTICE_MS = 90_000;

/** Why a control cannot be carried out; the report has a sentence for each. */
export type ControlRefusal =
  | 'not-running'
  | 'already-paused'
  | 'not-paused'
  | 'already-ended'
  | 'unknown-winner'
  | 'weights-count'
  | 'weights-sum'
  | 'nothing-moves'
  | 'bandit-on'
  | 'bandit-off'
  | 'bandit-floor'
  | BanditOffer['refusal']
  | 'ramp-order'
  | 'ramp-too-soon'
  | 'split-elsewhere';

/** What a control changes. Epochs are added at the end; planned ones may be called off. */
export type ControlEffect = {
  readonly ok: true;
  readonly state: ControlState['state'];
  readonly winner: string | null;
  readonly banditFloorBp: number | null;
  readonly newEpochs: readonly EpochRow[];
  /** Epoch numbers that are called off before anybody can be born in them. */
  readonly calledOff: readonly number[];
};

type Circumstances = {
  readonly definition: Pick<
    CatalogExperiment,
    'status' | 'variants' | 'allocationBp' | 'assignedBy'
  >;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether a bandit may start; null when the counts were not asked for. */
  readonly offer: Pick<BanditOffer, 'visitorsADay' | 'converted'> | null;
};

/**
 * What a control would change in the state that is in force, or why it cannot. Weights of an epoch
 * in force never change: a new epoch begins at least 90 s later, for visitors born from then on.
 */
export function applyControl(
  now: ControlState,
  control: Control,
  circumstances: Circumstances,
): ControlEffect | { readonly ok: false; readonly reason: ControlRefusal } {
  const unchanged: ControlEffect = {
    ok: true,
    state: now.state,
    winner: now.winner,
    banditFloorBp: now.banditFloorBp,
    newEpochs: [],
    calledOff: [],
  };
  if (control.action === 'note') return unchanged;
  if (circumstances.definition.status !== 'running') return refuse('not-running');
  if (now.state === 'ended') return refuse('already-ended');
  if (circumstances.definition.assignedBy !== undefined && movesVisitors(control.action)) {
    return refuse('split-elsewhere');
  }
  switch (control.action) {
    case 'pause':
      return now.state === 'paused' ? refuse('already-paused') : { ...unchanged, state: 'paused' };
    case 'resume':
      return now.state === 'paused' ? { ...unchanged, state: 'running' } : refuse('not-paused');
    case 'end':
      return control.winner === null ||
        circumstances.definition.variants.some(({ id }) => id === control.winner)
        ? { ...unchanged, state: 'ended', winner: control.winner, banditFloorBp: null }
        : refuse('unknown-winner');
    case 'epoch':
      return now.banditFloorBp === null
        ? opened(unchanged, now, { ...circumstances, wanted: [control] })
        : refuse('bandit-on');
    case 'ramp':
      return now.banditFloorBp === null
        ? ramped(unchanged, now, control, circumstances)
        : refuse('bandit-on');
    case 'bandit': {
      if (now.banditFloorBp !== null) return refuse('bandit-on');
      const { length: arms } = circumstances.definition.variants;
      if (control.floorBp * arms >= 10_000) return refuse('bandit-floor');
      const refusal = banditRefusal(circumstances.offer);
      return refusal ? refuse(refusal) : { ...unchanged, banditFloorBp: control.floorBp };
    }
    case 'fixed': {
      if (now.banditFloorBp === null) return refuse('bandit-off');
      const { variants, allocationBp } = circumstances.definition;
      const wanted = [{ weightsBp: variants.map(({ weightBp }) => weightBp), allocationBp }];
      const back = { ...unchanged, banditFloorBp: null };
      const moved = opened(back, now, { ...circumstances, wanted });
      return moved.ok || moved.reason !== 'nothing-moves' ? moved : back;
    }
    default:
      return control satisfies never;
  }
}

/** Whether a control is about who comes to which arm; an ad platform that splits decides that. */
export function movesVisitors(action: Control['action']): boolean {
  return ['epoch', 'ramp', 'bandit', 'fixed'].includes(action);
}

type Wanted = {
  readonly weightsBp: readonly number[];
  readonly allocationBp: number;
  /** Epoch milliseconds; as soon as it may be when left out. */
  readonly effectiveAt?: number;
};

/** Calls off what is planned and can still be, then appends the wanted epochs. */
function opened(
  unchanged: ControlEffect,
  { epochs, lastEpoch }: ControlState,
  { definition, now, wanted }: Circumstances & { readonly wanted: readonly Wanted[] },
): ControlEffect | { readonly ok: false; readonly reason: ControlRefusal } {
  const earliest = now + EPOCH_NOTICE_MS;
  const kept = epochs.filter(({ effectiveAt }) => effectiveAt < earliest);
  const calledOff = epochs.filter(({ effectiveAt }) => effectiveAt >= earliest);
  const last = kept.at(-1);
  for (const { weightsBp } of wanted) {
    if (weightsBp.length !== definition.variants.length) return refuse('weights-count');
    if (weightsBp.reduce((sum, weight) => sum + weight, 0) !== 10_000) return refuse('weights-sum');
  }
  const [first] = wanted;
  if (calledOff.length === 0 && wanted.length === 1 && first && last && sameSplit(first, last)) {
    return refuse('nothing-moves');
  }
  const newEpochs = wanted.map(({ weightsBp, allocationBp, effectiveAt }, index) => ({
    epoch: lastEpoch + 1 + index,
    weightsBp: [...weightsBp],
    allocationBp,
    effectiveAt: Math.max(effectiveAt ?? earliest, (last?.effectiveAt ?? 0) + 1),
  }));
  return { ...unchanged, newEpochs, calledOff: calledOff.map(({ epoch }) => epoch) };
}

function ramped(
  unchanged: ControlEffect,
  state: ControlState,
  { steps }: Extract<Control, { action: 'ramp' }>,
  circumstances: Circumstances,
): ControlEffect | { readonly ok: false; readonly reason: ControlRefusal } {
  const { now, definition } = circumstances;
  const times = steps.map(({ effectiveAt }) => effectiveAt);
  if (times.some((at, index) => index > 0 && at <= (times[index - 1] ?? 0)))
    return refuse('ramp-order');
  if (times.some((at) => at < now + EPOCH_NOTICE_MS)) return refuse('ramp-too-soon');
  const weightsBp =
    epochInForce(state.epochs, now)?.weightsBp ??
    definition.variants.map(({ weightBp }) => weightBp);
  const wanted = steps.map((step) => ({ ...step, weightsBp }));
  return opened(unchanged, state, { ...circumstances, wanted });
}

function sameSplit(a: Wanted, b: EpochRow): boolean {
  return (
    a.allocationBp === b.allocationBp &&
    a.weightsBp.every((weight, index) => weight === b.weightsBp[index])
  );
}

function refuse(reason: ControlRefusal): { readonly ok: false; readonly reason: ControlRefusal } {
  return { ok: false, reason };
}

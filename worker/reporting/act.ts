import type { ControlRequest } from '#experiments/contract/control.ts';
import { applyControl, type ControlRefusal } from '#experiments/controls/apply-control.ts';
import { versionOf } from '#experiments/controls/control-state.ts';
import { stateWords } from '#experiments/controls/control-words.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { isOnRecord, readControlState, writeControl } from '../store/operation/controls.ts';
import { readBanditOffer } from './read-bandit-offer.ts';

/** What became of a control. */
export type Acted =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: ControlRefusal | 'conflict' | 'unknown-experiment' };

/**
 * Carries out what a person asked for, once: from the state that their form was drawn from, and on
 * record with who and why. `conflict` when somebody else acted in between; then nothing changed.
 */
export async function act(
  db: D1Database,
  catalog: Catalog,
  asked: {
    readonly experimentId: string;
    readonly request: ControlRequest;
    readonly actor: string;
    readonly now: number;
  },
): Promise<Acted> {
  const { experimentId, request, actor, now } = asked;
  const definition = catalog.experiments.find(({ id }) => id === experimentId);
  if (!definition) return { ok: false, reason: 'unknown-experiment' };
  const from = await readControlState(db, experimentId);
  const { control, entryId, reason, version } = request;
  if (version !== versionOf(from)) {
    return (await isOnRecord(db, entryId)) ? { ok: true } : { ok: false, reason: 'conflict' };
  }
  const offer =
    control.action === 'bandit' ? await readBanditOffer(db, catalog, { definition, now }) : null;
  const effect = applyControl(from, control, { definition, now, offer });
  if (!effect.ok) return effect;
  const kept = from.epochs.filter(({ epoch }) => !effect.calledOff.includes(epoch));
  const after = { ...from, ...effect, epochs: [...kept, ...effect.newEpochs] };
  const written = await writeControl(db, {
    experimentId,
    entryId,
    actor,
    action: control.action,
    reason,
    now,
    from,
    effect,
    before: stateWords(from, now),
    after: stateWords(after, now),
  });
  return written === 'done' ? { ok: true } : { ok: false, reason: 'conflict' };
}

import { firstEpoch, type RunState } from '#experiments/assignment/assign.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog.ts';

/** What D1 says about one experiment: its epochs, and whether somebody paused or ended it. */
export type StoredRunState = {
  readonly epochs: RunState['epochs'];
  readonly state: 'running' | 'paused' | 'ended';
};

/** Run-time state by experiment id, as last read. */
export type RunStates = ReadonlyMap<string, StoredRunState>;

/** An experiment that takes part in this moment's pages, with the state to assign by. */
export type LiveExperiment = { readonly experiment: CatalogExperiment; readonly state: RunState };

/** The running experiments of a landing at `now`, in catalog order; drafts and ended ones are not. */
export function liveExperiments(
  catalog: Catalog,
  landingPath: string,
  context: { readonly states: RunStates; readonly now: number },
): readonly LiveExperiment[] {
  return catalog.experiments.flatMap((experiment) => {
    const stored = context.states.get(experiment.id);
    const live =
      experiment.status === 'running' &&
      experiment.landings.includes(landingPath) &&
      stored?.state !== 'ended' &&
      withinDates(experiment, context.now);
    if (!live) return [];
    const epochs = stored && stored.epochs.length > 0 ? stored.epochs : [firstEpoch(experiment)];
    return [{ experiment, state: { epochs, paused: stored?.state === 'paused' } }];
  });
}

function withinDates(experiment: CatalogExperiment, now: number): boolean {
  if (experiment.startAt && now < Date.parse(experiment.startAt)) return false;
  return !(experiment.endAt && now >= Date.parse(experiment.endAt));
}

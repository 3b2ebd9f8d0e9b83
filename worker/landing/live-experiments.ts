import { firstEpoch, type RunState } from '#experiments/assignment/assign.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';

/** What D1 says about one experiment: its epochs, and whether somebody paused or ended it. */
export type StoredRunState = {
  readonly epochs: RunState['epochs'];
  readonly state: 'running' | 'paused' | 'ended';
  /** After the end: the variant that everybody sees; null shows the control. */
  readonly winner: string | null;
};

/** Run-time state by experiment id, as last read. */
export type RunStates = ReadonlyMap<string, StoredRunState>;

/** An experiment that takes part in this moment's pages, with the state to assign by. */
export type LiveExperiment = {
  readonly experiment: CatalogExperiment;
  readonly state: RunState;
  /** Set once it was ended from the report: everybody sees this variant and nobody is assigned. */
  readonly winner?: string;
};

/**
 * The running experiments of a landing at `now`, in catalog order, and those whose winner stands in
 * for the page until its file is changed; drafts and other ended ones are not.
 */
export function liveExperiments(
  catalog: Catalog,
  landingPath: string,
  context: { readonly states: RunStates; readonly now: number },
): readonly LiveExperiment[] {
  return catalog.experiments.flatMap((experiment) => {
    const stored = context.states.get(experiment.id);
    const here = experiment.status === 'running' && experiment.landings.includes(landingPath);
    const ended = stored?.state === 'ended';
    const winner = ended ? stored.winner : null;
    const live = here && (ended ? winner !== null : withinDates(experiment, context.now));
    if (!live) return [];
    const epochs = stored && stored.epochs.length > 0 ? stored.epochs : [firstEpoch(experiment)];
    const state = { epochs, paused: stored?.state === 'paused' };
    return [{ experiment, state, ...(winner === null ? {} : { winner }) }];
  });
}

function withinDates(experiment: CatalogExperiment, now: number): boolean {
  if (experiment.startAt && now < Date.parse(experiment.startAt)) return false;
  return !(experiment.endAt && now >= Date.parse(experiment.endAt));
}

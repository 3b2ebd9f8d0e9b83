import type { CatalogExperiment } from '../definition/catalog.ts';

type Candidate = Pick<
  CatalogExperiment,
  'id' | 'status' | 'landings' | 'primary' | 'winner' | 'variants'
>;

/** An experiment whose visitors tell what another one may expect. */
export type Source = {
  readonly id: string;
  readonly variant: string;
  /** Column of that variant. */
  readonly column: number;
};

/**
 * Whose counts show the baseline and the traffic of an experiment, best first: its own, then
 * running, then ended ones that share a landing and the primary metric. The variant is the page as
 * it is: control, or the winner of an ended experiment.
 */
export function sourcesFor(experiment: Candidate, all: readonly Candidate[]): readonly Source[] {
  const others = all.filter(
    ({ id, primary, landings }) =>
      id !== experiment.id &&
      primary === experiment.primary &&
      landings.some((path) => experiment.landings.includes(path)),
  );
  const counted = [experiment, ...others].filter(({ status }) => status !== 'draft');
  const rank = ({ id, status }: Candidate): number =>
    id === experiment.id ? 0 : status === 'running' ? 1 : 2;
  return counted.sort((a, b) => rank(a) - rank(b)).map(sourceOf);
}

function sourceOf({ id, status, winner, variants }: Candidate): Source {
  const won = status === 'ended' ? variants.findIndex((variant) => variant.id === winner) : -1;
  const column = Math.max(0, won);
  return { id, variant: variants[column]?.id ?? '', column };
}

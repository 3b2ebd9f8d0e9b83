import { type GroupPart, groupShare } from '../assignment/group.ts';
import type { CatalogExperiment } from '../definition/catalog/catalog.ts';

type Candidate = Pick<
  CatalogExperiment,
  'id' | 'status' | 'landings' | 'primary' | 'winner' | 'variants'
> &
  GroupPart;

/** An experiment whose visitors tell what another one may expect. */
export type Source = {
  readonly id: string;
  readonly variant: string;
  /** Column of that variant. */
  readonly column: number;
  /** Share of all visitors who are in its part of a group; missing outside a group. */
  readonly groupShare?: number;
};

/**
 * Whose counts show the baseline and the traffic of an experiment, in groups from best to worst: its
 * own, then running, then ended ones that share a landing and the primary metric. The variant is
 * the page as it is: control, or the winner of an ended experiment.
 */
export function sourcesFor(
  experiment: Candidate,
  all: readonly Candidate[],
): readonly (readonly Source[])[] {
  const others = all.filter(
    ({ id, primary, landings }) =>
      id !== experiment.id &&
      primary === experiment.primary &&
      landings.some((path) => experiment.landings.includes(path)),
  );
  const own = experiment.status === 'draft' ? [] : [experiment];
  const of = (status: Candidate['status']) => others.filter((one) => one.status === status);
  return [own, of('running'), of('ended')].map((group) => group.map(sourceOf));
}

function sourceOf({ id, status, winner, variants, ...part }: Candidate): Source {
  const won = status === 'ended' ? variants.findIndex((variant) => variant.id === winner) : -1;
  const column = Math.max(0, won);
  const source = { id, variant: variants[column]?.id ?? '', column };
  return part.group === undefined ? source : { ...source, groupShare: groupShare(part) };
}

import { assign, type RunState } from '#experiments/assignment/assign.ts';
import type { View } from '#experiments/contract/token.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { changesContent } from '#experiments/definition/experiment/combination.ts';
import { newVisitorId } from './visitor-id.ts';

/** Ids drawn at most: some 20 ms. One experiment of two variants takes two on average. */
const MOST_DRAWN = 20_000;

/**
 * An id for a visitor who says yes, by which every experiment of the view gives again what the page
 * shows: ids are drawn until one fits (rejection sampling), so the variant does not flip, it can be
 * derived again from the id, and among the ids that fit none is likelier than another. The id is
 * born with the unit that the view counts as, and so in the epochs of the view. With many experiments on one page
 * no id may fit all in time: then the one that keeps most of what is seen.
 */
export function mintVisitorId(
  view: View,
  context: {
    readonly catalog: Pick<Catalog, 'experiments'>;
    readonly stateOf: (experimentId: string) => RunState;
    /** Epoch milliseconds. Default: when the page was served. */
    readonly bornAt?: number;
    /** Default: a new UUIDv7. */
    readonly draw?: (now: number) => string;
  },
): string {
  const { catalog, stateOf, bornAt = view.t, draw = newVisitorId } = context;
  const wanted = view.a.flatMap((seen) => {
    const experiment = catalog.experiments.find(({ id }) => id === seen.x);
    // Whom an audience or a pause kept out is not told apart by the id, nor who came by which ad.
    const free = 'o' in seen && (seen.o === 'audience' || seen.o === 'paused');
    if (!experiment || experiment.fingerprint !== seen.f || free) return [];
    if (experiment.assignedBy === 'url') return [];
    const variantId = 'v' in seen ? seen.v : null;
    const visible = experiment.variants.some(changesContent);
    return [{ experiment, variantId, visible, state: stateOf(seen.x) }];
  });
  // What can be seen comes first: where no id fits everything, the best one keeps most of it.
  wanted.sort((one, other) => Number(other.visible) - Number(one.visible));
  let best = { id: '', fits: -1 };
  for (let drawn = 0; drawn < MOST_DRAWN && best.fits < wanted.length; drawn += 1) {
    const id = draw(bornAt);
    const misfit = wanted.findIndex(({ experiment, variantId, state }) => {
      const given = assign(experiment, state, { id, facts: NOBODY, joined: true });
      return (given.in ? given.variantId : null) !== variantId;
    });
    const fits = misfit === -1 ? wanted.length : misfit;
    if (fits > best.fits) best = { id, fits };
  }
  return best.id;
}

/** Audiences are left out: whoever was in one stays in it. */
const NOBODY = {
  device: 'desktop',
  country: '',
  returning: true,
  language: '',
  query: new Map<string, string>(),
  times: new Map(),
} as const;

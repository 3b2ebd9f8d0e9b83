import type { OutReason } from '../contract/token.ts';
import type { CatalogExperiment } from '../definition/catalog/catalog.ts';
import type { EpochRow } from '../report/counts/counts.ts';
import { bucketRanges, chooseVariation } from './bucket.ts';
import { inAudience, type VisitorFacts } from './eligibility.ts';
import { epochOf } from './epoch.ts';
import { type GroupPart, inGroupPart } from './group.ts';
import { hash } from './hash.ts';
import { type UrlArms, urlArm } from './url-arm.ts';

/** The decision for one visitor and one experiment. Outside, the page shows the control. */
export type Assignment =
  | { readonly in: true; readonly variantId: string; readonly epoch: number }
  | { readonly in: false; readonly reason: OutReason; readonly epoch: number };

/** What may change while an experiment runs. */
export type RunState = {
  /** Rising in `epoch` and `effectiveAt`; not empty. */
  readonly epochs: readonly EpochRow[];
  readonly paused: boolean;
};

/** Whom to assign. */
export type Assignee = {
  readonly id: string;
  readonly facts: VisitorFacts;
  /** Whether the visitor has been in this experiment's audience before, and so stays in it. */
  readonly joined?: boolean;
};

/**
 * Which variant a visitor gets: a pure function of experiment, epoch and visitor id. The same
 * visitor gets the same answer on every machine and every visit; where somebody else splits the
 * visitors it is a function of the address.
 */
export function assign(
  experiment: Pick<CatalogExperiment, 'seed' | 'audience'> & UrlArms & GroupPart,
  state: RunState,
  visitor: Assignee,
): Assignment {
  const row = epochOf(state.epochs, visitor.id);
  if (state.paused) return { in: false, reason: 'paused', epoch: row.epoch };
  if (!inGroupPart(experiment, visitor.id)) return { in: false, reason: 'group', epoch: row.epoch };
  if (visitor.joined !== true && !inAudience(experiment.audience, visitor.facts)) {
    return { in: false, reason: 'audience', epoch: row.epoch };
  }
  if (experiment.assignedBy === 'url') {
    const variantId = urlArm(experiment, visitor.facts.query);
    return variantId === null
      ? { in: false, reason: 'parameter', epoch: row.epoch }
      : { in: true, variantId, epoch: row.epoch };
  }
  const ranges = bucketRanges(
    experiment.variants.length,
    row.allocationBp / 10_000,
    row.weightsBp.map((weight) => weight / 10_000),
  );
  const variant = experiment.variants[chooseVariation(hash(experiment.seed, visitor.id), ranges)];
  return variant
    ? { in: true, variantId: variant.id, epoch: row.epoch }
    : { in: false, reason: 'allocation', epoch: row.epoch };
}

/** Epoch 1 as the definition gives it, for the time before any other is on record. */
export function firstEpoch(
  experiment: Pick<CatalogExperiment, 'variants' | 'allocationBp'>,
): EpochRow {
  return {
    epoch: 1,
    weightsBp: experiment.variants.map((variant) => variant.weightBp),
    allocationBp: experiment.allocationBp,
    effectiveAt: 0,
  };
}

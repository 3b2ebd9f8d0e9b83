import { assign } from '#experiments/assignment/assign.ts';
import { isLimited, type VisitorFacts } from '#experiments/assignment/eligibility.ts';
import type { ViewAssignment } from '#experiments/contract/token.ts';
import { changesContent, combinationKey } from '#experiments/definition/experiment/combination.ts';
import type { LiveExperiment } from './live-experiments.ts';

/** What the experiments of a page come to for one visitor. */
export type PageAssignments = {
  /** One per experiment, in catalog order. */
  readonly assignments: ViewAssignment[];
  /** Key of the page that shows them. */
  readonly key: string;
  /** Ids of experiments with an audience in which the visitor now takes part. */
  readonly entered: readonly string[];
};

/** Assigns a visitor to every live experiment of a page; `joined`: ids of audiences to stay in. */
export function assignPage(
  live: readonly LiveExperiment[],
  visitor: {
    readonly id: string;
    readonly facts: VisitorFacts;
    readonly joined: readonly string[];
  },
): PageAssignments {
  const { id, facts } = visitor;
  const decided = live.flatMap(({ experiment, state, winner }) => {
    if (winner !== undefined) return [];
    const joined = visitor.joined.includes(experiment.id);
    return [{ experiment, assignment: assign(experiment, state, { id, facts, joined }) }];
  });
  const shown = new Map(
    decided.flatMap(({ experiment, assignment }) =>
      assignment.in ? [[experiment.id, assignment.variantId] as const] : [],
    ),
  );
  return {
    assignments: decided.map(({ experiment, assignment }) => {
      const shared = { x: experiment.id, e: assignment.epoch, f: experiment.fingerprint };
      return assignment.in
        ? { ...shared, v: assignment.variantId }
        : { ...shared, o: assignment.reason };
    }),
    key: keyOf(live, shown),
    entered: decided.flatMap(({ experiment, assignment }) =>
      assignment.in && isLimited(experiment.audience) ? [experiment.id] : [],
    ),
  };
}

/** The page's key: what the visitor is assigned to, and the winners of what has ended. */
function keyOf(live: readonly LiveExperiment[], shown: ReadonlyMap<string, string>): string {
  // Pages never combine variants of one group: whoever is in another member sees that one, and of
  // several winners the first in the catalog stands.
  const taken = new Set(
    live.flatMap(({ experiment: { id, group } }) => (shown.has(id) ? (group ?? []) : [])),
  );
  return combinationKey(
    live.flatMap(({ experiment: { id, group, variants }, winner }) => {
      const stands = winner !== undefined && !(group !== undefined && taken.has(group));
      const variantId = stands ? winner : shown.get(id);
      const chosen = variants.find((variant) => variant.id === variantId);
      if (!chosen || chosen === variants[0] || !changesContent(chosen)) return [];
      if (group !== undefined) taken.add(group);
      return [{ experimentId: id, variantId: chosen.id }];
    }),
  );
}

import { areGroupMates } from '../../assignment/group.ts';
import type { CatalogExperiment } from '../catalog/catalog.ts';
import { overlaps, writesOf } from '../experiment/change-writes.ts';

/** Two experiments that write to the same place of a page, so that only one of them can run. */
export type Conflict = {
  /** Ids, in catalog order. */
  readonly experiments: readonly [string, string];
  /** Keys of the later one that the earlier one changes too: `hero.headline`. */
  readonly keys: readonly string[];
};

/** Conflicts among the experiments of one page; ended ones change nothing any more. */
export function conflictsAmong(experiments: readonly CatalogExperiment[]): readonly Conflict[] {
  const open = experiments.filter(({ status }) => status !== 'ended');
  return open.flatMap((later, index) =>
    open.slice(0, index).flatMap((earlier): Conflict[] => {
      if (areGroupMates(earlier, later)) return [];
      const taken = changedKeys(earlier);
      const keys = changedKeys(later).filter((key) => taken.some((other) => overlaps(other, key)));
      return keys.length === 0 ? [] : [{ experiments: [earlier.id, later.id], keys }];
    }),
  );
}

function changedKeys({ variants }: CatalogExperiment): readonly string[] {
  return [...new Set(variants.flatMap(({ change }) => writesOf(change).map(({ place }) => place)))];
}

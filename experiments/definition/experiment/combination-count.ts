import { type Combined, changesContent } from './combination.ts';

/** What multiplies to the number of combinations: one experiment, or a whole group. */
export type Factor = {
  /** Pages besides the control, by experiment; one entry outside a group. */
  readonly treatments: readonly { readonly id: string; readonly pages: number }[];
  /** The control and all treatments. */
  readonly pages: number;
};

/** The factors of a landing's experiments, in catalog order; A/A experiments need no page. */
export function combinationFactors(experiments: readonly Combined[]): readonly Factor[] {
  const factors = Map.groupBy(experiments, ({ id, group }) =>
    group === undefined ? `=${id}` : group,
  );
  return [...factors.values()].flatMap((members) => {
    const treatments = members
      .map(({ id, variants }) => ({ id, pages: variants.slice(1).filter(changesContent).length }))
      .filter(({ pages }) => pages > 0);
    const pages = treatments.reduce((sum, one) => sum + one.pages, 1);
    return pages === 1 ? [] : [{ treatments, pages }];
  });
}

/** How many combinations there are, without listing them. */
export function combinationCount(experiments: readonly Combined[]): number {
  return combinationFactors(experiments).reduce((product, { pages }) => product * pages, 1);
}

import { groupShare } from '../../assignment/group.ts';
import { changesContent } from '../experiment/combination.ts';
import type { CatalogExperiment } from './catalog.ts';

/** Who sees a static page of a landing. */
export type PageShare = {
  /** Share of visitors in basis points, rounded; audiences taken as everybody. */
  readonly shareBp: number;
  /** Parameters by which an ad platform leads visitors to this page: the share is of those. */
  readonly ledBy: readonly string[];
  /** Parameters by which a platform leads visitors to other pages here: the share is of all others. */
  readonly ledAway: readonly string[];
};

/** A draft's page. */
export const NOBODY: PageShare = { shareBp: 0, ledBy: [], ledAway: [] };

/**
 * The share of visitors whom the running experiments of a landing lead to one of its pages. What an ad
 * platform splits is in nobody's hand here, so its weights are in no share.
 */
export function pageShare(running: readonly CatalogExperiment[], key: string): PageShare {
  const chosen = key.split('~');
  const drawn = running.filter(({ assignedBy }) => assignedBy === undefined);
  const factors = Map.groupBy(drawn, ({ id, group }) => group ?? `=${id}`);
  const share = [...factors.values()].reduce(
    (product, members) => product * shareOf(members, chosen),
    1,
  );
  const split = running.filter((one) => one.assignedBy === 'url' && treatments(one).length > 0);
  const isHere = (one: CatalogExperiment) => treatments(one).some((name) => chosen.includes(name));
  const parameters = (list: readonly CatalogExperiment[]) => [
    ...new Set(list.flatMap(({ parameter }) => parameter ?? [])),
  ];
  return {
    shareBp: Math.round(share * 10_000),
    ledBy: parameters(split.filter(isHere)),
    ledAway: parameters(split.filter((one) => !isHere(one))),
  };
}

/** Share in [0, 1] of all visitors who take part; audiences taken as everybody. */
export function takingPart(experiment: CatalogExperiment): number {
  return groupShare(experiment) * (experiment.allocationBp / 10_000);
}

/** Share in [0, 1] of visitors whom one experiment, or the experiments of one group, lead to this page. */
function shareOf(members: readonly CatalogExperiment[], chosen: readonly string[]): number {
  const shares = members.flatMap((experiment) =>
    experiment.variants
      .slice(1)
      .filter(changesContent)
      .map(({ id, weightBp }) => ({
        name: `${experiment.id}.${id}`,
        share: (weightBp / 10_000) * takingPart(experiment),
      })),
  );
  const treated = shares.find(({ name }) => chosen.includes(name));
  return treated?.share ?? 1 - shares.reduce((sum, { share }) => sum + share, 0);
}

/** Names of the variants that change anything, as they stand in a page's key. */
function treatments({ id, variants }: CatalogExperiment): readonly string[] {
  return variants
    .slice(1)
    .filter(changesContent)
    .map((variant) => `${id}.${variant.id}`);
}

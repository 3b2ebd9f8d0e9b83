import type { Experiment } from '../definition/experiment/experiment.ts';
import { BUCKETS, hash } from './hash.ts';

/** What an experiment holds of a group; both keys or none. */
export type GroupPart = Pick<Experiment, 'group' | 'groupRangeBp'>;

/**
 * Whether a visitor falls into an experiment's part of its group; without a group everybody does.
 * Parts of one group do not overlap, so that nobody is in two of its experiments.
 *
 * Source: GrowthBook SDK build specification, filters (the successor of namespaces): the hash of
 * version 2 over the group's seed, half-open ranges,
 * https://docs.growthbook.io/lib/build-your-own#filter
 */
export function inGroupPart({ group, groupRangeBp }: GroupPart, visitorId: string): boolean {
  if (group === undefined || groupRangeBp === undefined) return true;
  const [from, until] = groupRangeBp;
  const n = hash(group, visitorId);
  return n >= from / BUCKETS && n < until / BUCKETS;
}

/** Share of all visitors who fall into an experiment's part of its group, in [0, 1]; 1 without one. */
export function groupShare({ group, groupRangeBp }: GroupPart): number {
  if (group === undefined || groupRangeBp === undefined) return 1;
  return (groupRangeBp[1] - groupRangeBp[0]) / BUCKETS;
}

/** Whether no visitor is in both, so that they may change the same text. */
export function areGroupMates(a: Pick<GroupPart, 'group'>, b: Pick<GroupPart, 'group'>): boolean {
  return a.group !== undefined && a.group === b.group;
}

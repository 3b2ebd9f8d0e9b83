import { type PairStratum, sum } from './strata.ts';

/** What a stratum stands for in an average over all of them. */
export type StratumWeight = {
  /** Share of the whole; all sum to 1. */
  readonly whole: number;
  /** Share of its epoch; 1 where it is the epoch's only one. */
  readonly ofEpoch: number;
};

/**
 * Weights of strata in which both arms have visitors: every epoch with its share of the pair's
 * traffic, and within an epoch every landing by nA nB / n, its visitors as far as they compare. All
 * follow from the allocation and from who came, never from who converted.
 * Source: N. Mantel & W. Haenszel, J. Natl. Cancer Inst. 22 (1959) 719 (within an epoch)
 */
export function stratumWeights(strata: readonly PairStratum[]): readonly StratumWeight[] {
  const traffic = ({ control, treatment }: PairStratum) => control.visitors + treatment.visitors;
  const balance = (stratum: PairStratum) =>
    stratum.control.visitors * (stratum.treatment.visitors / traffic(stratum));
  const total = sum(strata.map(traffic));
  const byEpoch = Map.groupBy(strata, ({ epoch }) => epoch);
  return strata.map((stratum) => {
    const epoch = byEpoch.get(stratum.epoch) ?? [stratum];
    const ofEpoch = epoch.length === 1 ? 1 : balance(stratum) / sum(epoch.map(balance));
    return { whole: (sum(epoch.map(traffic)) / total) * ofEpoch, ofEpoch };
  });
}

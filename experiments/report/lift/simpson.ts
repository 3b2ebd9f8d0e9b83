import type { Simpson } from '../../contract/dimension.ts';
import type { Lift } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import { type Arm, type PairStratum, pooled as pooledArms, sum } from '../strata/strata.ts';
import { stratumWeights } from '../strata/stratum-weights.ts';

/**
 * Whether the sum over the values of a dimension says something else than the values: every value
 * on the other side of 0 than the sum, or the comparison within values on the other side by more
 * than the standard error of the sum.
 *
 * `cells`: control and one treatment by epoch, one entry per value; `lifts`: theirs. Both ratios
 * compare within epochs, so that moved weights are not taken for it.
 */
export function simpsonOf(
  type: Metric['type'],
  of: {
    readonly cells: readonly (readonly PairStratum[])[];
    readonly lifts: readonly (Lift | Refusal)[];
  },
): Omit<Simpson, 'variant'> {
  const strata = of.cells.flat();
  const whole = [...Map.groupBy(strata, ({ epoch }) => epoch)].map(([epoch, parts]) => ({
    epoch,
    control: pooledArms(parts.map(({ control }) => control)),
    treatment: pooledArms(parts.map(({ treatment }) => treatment)),
  }));
  const pooled = ratioOf(type, whole);
  const stratified = ratioOf(type, strata);
  const estimates = of.lifts.flatMap((lift) =>
    lift.ok && lift.estimate !== null && lift.estimate !== 0 ? [lift.estimate] : [],
  );
  const opposite =
    pooled === null ? 0 : estimates.filter((estimate) => estimate * (pooled - 1) < 0).length;
  const turned =
    pooled !== null &&
    stratified !== null &&
    (pooled - 1) * (stratified - 1) < 0 &&
    Math.abs(Math.log(stratified / pooled)) > standardError(type, whole);
  return {
    pooled: pooled === null ? null : pooled - 1,
    stratified: stratified === null ? null : stratified - 1,
    cells: estimates.length,
    opposite,
    reversed: turned || (estimates.length > 1 && opposite === estimates.length),
  };
}

/** Rate or value of the treatment over that of control; null where one of them is not above 0. */
function ratioOf(type: Metric['type'], strata: readonly PairStratum[]): number | null {
  const used = strata.filter(
    ({ control, treatment }) => control.visitors > 0 && treatment.visitors > 0,
  );
  const weights = stratumWeights(used);
  const mean = (armIn: (stratum: PairStratum) => Arm) =>
    sum(
      used.map((stratum, index) => {
        const { visitors, converted, sumMinor } = armIn(stratum);
        const total = type === 'mean' ? sumMinor : converted;
        return ((weights[index]?.whole ?? 0) * total) / visitors;
      }),
    );
  const control = mean((stratum) => stratum.control);
  const treatment = mean((stratum) => stratum.treatment);
  return control > 0 && treatment > 0 ? treatment / control : null;
}

/** Of the log ratio of conversion rates; unknown for values, of which only all cells can tell. */
function standardError(type: Metric['type'], whole: readonly PairStratum[]): number {
  if (type === 'mean') return Number.POSITIVE_INFINITY;
  const { visitors: nA, converted: xA } = pooledArms(whole.map(({ control }) => control));
  const { visitors: nB, converted: xB } = pooledArms(whole.map(({ treatment }) => treatment));
  return Math.sqrt(1 / xA - 1 / nA + 1 / xB - 1 / nB);
}

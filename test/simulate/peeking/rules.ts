import { comparisonsOf } from '#experiments/report/lift/comparisons.ts';
import { mergeSmallLandings } from '#experiments/report/strata/landing-strata.ts';
import {
  exactConcentration,
  sequentialConversionExact,
} from '#experiments/stats/sequential-conversion-exact.ts';
import { decisionReader } from './decision-reader.ts';
import { ALPHA, definitionOf, METRIC_ID } from './definition.ts';
import { callOf, type Reader } from './reading.ts';
import { runningStrata } from './running-strata.ts';
import { plannedVisitors, type Setting } from './setting.ts';

/** A fresh reader of a setting's rule, for one history. */
export function readerOf(setting: Setting): Reader {
  switch (setting.rule) {
    case 'conversions':
    case 'revenue':
      return reportReader(setting, {});
    case 'pooled-epochs':
      return reportReader(setting, { pooled: true });
    case 'exact':
      return exactReader(setting);
    case 'decision':
      return decisionReader(setting);
    case 'naive-z':
      return naiveReader(setting);
  }
}

/** The lifts that the report decides by, Holm over several treatments included. */
function reportReader(setting: Setting, how: { readonly pooled?: boolean }): Reader {
  const { experiment, metric } = definitionOf(setting);
  const { strata, add } = runningStrata(setting.weightsBp.length, how);
  const judged = [{ metric, role: 'primary' as const }];
  return (day) => {
    add(day);
    const [primary] = comparisonsOf(experiment, judged, {
      strata: setting.landings ? mergeSmallLandings(strata) : strata,
      mixed: false,
    });
    return primary?.lifts.map(callOf) ?? [];
  };
}

/** Conversions alone against the constant split, tuned to the planned conversions. */
function exactReader(setting: Setting): Reader {
  const { strata, add } = runningStrata(2);
  const [allocationA = 0, allocationB = 0] = setting.weightsBp;
  const concentration = exactConcentration(plannedVisitors(setting) * setting.rate);
  return (day) => {
    add(day);
    const [conversionsA = 0, conversionsB = 0] = strata[0]?.metrics[METRIC_ID]?.converted ?? [];
    if (conversionsA + conversionsB === 0) return [null];
    const exact = sequentialConversionExact({
      conversionsA,
      conversionsB,
      allocationA,
      allocationB,
      alpha: ALPHA,
      concentration,
    });
    if (!exact.ok) return [null];
    const { liftLower: lower, liftUpper: upper } = exact;
    const estimate = (conversionsB / conversionsA) * (allocationA / allocationB) - 1;
    const side = lower > 0 ? 'above' : upper < 0 ? 'below' : null;
    return [{ side, estimate, lower, upper }];
  };
}

/** The fixed-horizon z test of two proportions at every look: wears out, which has to show. */
function naiveReader(setting: Setting): Reader {
  const { strata, add } = runningStrata(setting.weightsBp.length);
  return (day) => {
    add(day);
    const [nA = 0, nB = 0] = strata[0]?.visitors ?? [];
    const [xA = 0, xB = 0] = strata[0]?.metrics[METRIC_ID]?.converted ?? [];
    const rate = (xA + xB) / (nA + nB);
    const difference = xB / nB - xA / nA;
    const z = difference / Math.sqrt(rate * (1 - rate) * (1 / nA + 1 / nB));
    const side = Math.abs(z) < Z_975 ? null : z > 0 ? 'above' : 'below';
    return [{ side, estimate: xB / nB / (xA / nA) - 1, lower: null, upper: null }];
  };
}

/** 97.5 % quantile of the normal distribution. */
const Z_975 = 1.959963984540054;

import type { Comparison, Decided, TreatmentLook } from '../../contract/look.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import type { ExperimentCounts } from '../counts/counts.ts';
import { refuseCounts } from '../counts/counts-door.ts';
import { dailyOf } from '../counts/daily.ts';
import { overall } from '../counts/overall.ts';
import { gateOf } from '../health/gate.ts';
import { splitCheck } from '../health/split-checks.ts';
import { comparisonsOf, type MetricLifts } from '../lift/comparisons.ts';
import { strataOf } from '../strata/strata.ts';
import { unitOf } from '../strata/unit.ts';
import { guardrailStatus } from './guardrail.ts';
import { lateMetrics, longestLateWindow } from './late.ts';
import { factsOf, timesOf, withheld } from './look-facts.ts';
import { judgedNow } from './metric-roles.ts';
import { timingOf } from './timing.ts';
import { treatmentVerdict } from './treatment-verdict.ts';
import { untilDay } from './until-day.ts';

/** What a decision reads of a definition. */
export type DecidedExperiment = Pick<
  CatalogExperiment,
  'variants' | 'plan' | 'primary' | 'secondary' | 'guardrails' | 'assignedBy'
>;

/** What a decision reads of the counts. */
export type DecidedCounts = Pick<
  ExperimentCounts,
  'exposures' | 'conversions' | 'landings' | 'others' | 'epochs' | 'modes'
>;

/**
 * What may be decided at the end of one closed day: a verdict per treatment, the decision on the
 * experiment, and every number they rest on. Pure, and a function of the counts of exposures up
 * to that day: rows of later days are ignored, so one table of counts serves every look.
 *
 * Order of the gates: impossible counts, other definitions, mixed units, the split of visitors (SRM);
 * then per treatment the always-valid lift of the primary metric (Holm over treatments), the
 * guardrails, whole weeks, and closed windows. Of a late stage only visitors whose window is over
 * are compared, see `late.ts`. Arms that an ad platform filled have no planned split to check and are
 * judged on sales alone, see `gate.ts`. Thresholds are in `thresholds.ts`.
 *
 * From plain counts, for example in a simulation:
 * ```
 * const cell = { variantId: 'b', epoch: 1, day: '2026-11-02' };
 * decide(
 *   { variants: [{ id: 'a', weightBp: 5000 }, { id: 'b', weightBp: 5000 }], primary: 'lead',
 *     secondary: [], guardrails: [], plan: { visitors: 14_000, alpha: 0.05, power: 0.8 } },
 *   { exposures: [{ ...cell, visitors: 500, bots: 0 }, …],
 *     conversions: [{ ...cell, metricId: 'lead', converted: 15, conversions: 15, sumMinor: 0, sumSquares: 0 }, …],
 *     epochs: [{ epoch: 1, weightsBp: [5000, 5000], allocationBp: 10_000, effectiveAt: 0 }],
 *     modes: ['cookie'] },
 *   { metrics, day: '2026-11-30' },
 * ).decision.kind
 * ```
 * `metrics`: those of the site; a name that none bears is not judged. `day`: the last day that
 * counts. Conversions after that day must not be in the counts: they belong to later looks.
 */
export function decide(
  definition: DecidedExperiment,
  counts: DecidedCounts,
  { metrics, day }: { readonly metrics: readonly Metric[]; readonly day: string },
): Decided {
  const judged = judgedNow(definition, counts.conversions, metrics);
  const faulty = refuseCounts(definition, counts);
  if (faulty)
    return withheld(definition, judged, {
      day,
      reason: 'impossible-counts',
      refusal: faulty.reason,
    });
  const known = untilDay(counts, day);
  const ids = definition.variants.map(({ id }) => id);
  const metricIds = judged.map(({ metric }) => metric.id);
  const metricsOfRoles = judged.map(({ metric }) => metric);
  const strata = strataOf(ids, metricIds, known, lateMetrics(metricsOfRoles, day));
  const timing = timingOf(known.exposures, day);
  const unit = unitOf(known.modes);
  const srm: Decided['srm'] =
    definition.assignedBy === undefined
      ? splitCheck(dailyOf(ids, [], known), known.epochs)
      : { ok: false, reason: 'not-randomised' };
  const lifts = comparisonsOf(definition, judged, { strata, mixed: unit === 'mixed' });
  const primary = judged.find(({ role }) => role === 'primary')?.metric;
  const { others = [] } = counts;
  const gate = gateOf(definition, known, { primary, unit, srm });
  const treatments = definition.variants.slice(1).map(({ id }, index): TreatmentLook => {
    const comparisons = lifts.map((metric) => comparisonOf(metric, index, definition));
    const verdict =
      gate ??
      treatmentVerdict(definition, {
        comparisons,
        primary,
        timing,
        strata,
        column: index + 1,
        lateWindow: (id) => longestLateWindow(metricsOfRoles.filter((one) => one.id === id)),
      });
    return { variant: id, verdict, comparisons };
  });
  const visitors = timing?.perDay.some((row) => row.visitors > 0);
  return {
    ...factsOf(definition, judged, day),
    ...timesOf(timing, primary),
    unit: unit === 'mixed' ? null : unit,
    ...(others.length > 0 ? { others: [...others] } : {}),
    strata: [...strata],
    srm,
    treatments,
    decision:
      visitors || others.length > 0
        ? overall(treatments.map(({ verdict }) => verdict))
        : { kind: 'no-data' },
  };
}

function comparisonOf(
  { metric, role, lifts }: MetricLifts,
  index: number,
  { guardrails }: DecidedExperiment,
): Comparison {
  const lift = lifts[index] ?? { ok: false, reason: 'no-visitors' };
  const marginBp = guardrails.find((guardrail) => guardrail.metric === metric.id)?.marginBp;
  const guardrail =
    marginBp === undefined
      ? null
      : { marginBp, status: guardrailStatus(lift, { marginBp, direction: metric.direction }) };
  const { id, type, direction } = metric;
  return { metric: id, role, type, direction, lift, guardrail };
}

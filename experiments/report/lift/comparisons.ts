import type { Lift } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import type { Stratum } from '../../contract/stratum.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import type { JudgedMetric } from '../decision/metric-roles.ts';
import { pairStrata } from '../strata/strata.ts';
import { withFamily } from './family.ts';
import { liftOf } from './lift.ts';

/** One metric: a lift or a refusal per treatment, in catalog order. */
export type MetricLifts = JudgedMetric & { readonly lifts: readonly (Lift | Refusal)[] };

/**
 * The lift of every treatment on every judged metric. The treatments of the primary metric are a
 * family under Holm; all comparisons of secondary metrics are one under Benjamini-Hochberg, which
 * is exploratory; guardrails stand alone, because all of them have to hold.
 * `mixed`: visitors and views are mixed, then nothing is inferred.
 */
export function comparisonsOf(
  definition: Pick<CatalogExperiment, 'variants' | 'plan' | 'assignedBy'>,
  judged: readonly JudgedMetric[],
  { strata, mixed }: { readonly strata: readonly Stratum[]; readonly mixed: boolean },
): readonly MetricLifts[] {
  const { alpha } = definition.plan;
  const treatments = definition.variants.slice(1);
  if (mixed) {
    const refused: Refusal = { ok: false, reason: 'mixed-units' };
    return judged.map((one) => ({ ...one, lifts: treatments.map(() => refused) }));
  }
  const liftsAt = (metrics: readonly JudgedMetric[], level: number) =>
    metrics.flatMap(({ metric }) =>
      treatments.map((_, index) => {
        const column = index + 1;
        const plan = planOf(definition, { strata, column, alpha: level });
        if (windowsOpen(strata, { metricId: metric.id, column })) return WINDOWS_OPEN;
        return liftOf(
          metric.ratio ? 'ratio' : metric.type,
          pairStrata(strata, metric.id, column),
          plan,
        );
      }),
    );
  const groupOf = (role: JudgedMetric['role']): readonly MetricLifts[] => {
    const metrics = judged.filter((one) => one.role === role);
    const lifts = liftsAt(metrics, alpha);
    const correction = role === 'primary' ? 'holm' : role === 'secondary' ? 'BH' : null;
    const together =
      correction === null || lifts.length < 2
        ? lifts
        : withFamily(lifts, { correction, alpha, joint: liftsAt(metrics, alpha / lifts.length) });
    return metrics.map((one, index) => ({
      ...one,
      lifts: together.slice(index * treatments.length, (index + 1) * treatments.length),
    }));
  };
  return [...groupOf('primary'), ...groupOf('secondary'), ...groupOf('guardrail')];
}

const WINDOWS_OPEN: Refusal = { ok: false, reason: 'windows-open' };

/** Whether a pair has visitors, but none on one side whose window of a late metric is over. */
function windowsOpen(
  strata: readonly Stratum[],
  { metricId, column }: { readonly metricId: string; readonly column: number },
): boolean {
  const both = (counts: (stratum: Stratum) => readonly number[]) =>
    [0, column].every((one) => strata.some((stratum) => (counts(stratum)[one] ?? 0) > 0));
  const closed = ({ metrics }: Stratum) => metrics[metricId]?.closed?.visitors;
  return (
    strata.some((stratum) => closed(stratum) !== undefined) &&
    both(({ visitors }) => visitors) &&
    !both((stratum) => closed(stratum) ?? [])
  );
}

/** The plan of one pair at one level, with the weights of its epochs. */
export function planOf(
  { plan, assignedBy }: Pick<CatalogExperiment, 'plan' | 'assignedBy'>,
  at: { readonly strata: readonly Stratum[]; readonly column: number; readonly alpha: number },
): Parameters<typeof liftOf>[2] {
  return {
    nStar: plan.visitors ?? null,
    tuningAlpha: plan.alpha,
    alpha: at.alpha,
    ...(assignedBy === undefined ? {} : { unknownSplit: true }),
    pairWeights: at.strata.flatMap(({ epoch, weightsBp }) =>
      weightsBp
        ? [{ epoch, control: weightsBp[0] ?? 0, treatment: weightsBp[at.column] ?? 0 }]
        : [],
    ),
  };
}

import type { Interval, Lift } from '../contract/interval.ts';
import type { Refusal } from '../contract/refusal.ts';
import type { DayCounts, MetricCell } from '../contract/report.ts';
import type { CatalogExperiment } from '../definition/catalog.ts';
import { wilsonInterval } from '../stats/proportion-interval.ts';
import type { ExperimentCounts } from './counts.ts';
import { withFamily } from './family.ts';
import { type LiftPlan, liftOf } from './lift.ts';
import type { JudgedMetric } from './metric-roles.ts';
import { type Arm, armOf, pairStrata, sum } from './strata.ts';

type Tables = {
  readonly counts: ExperimentCounts;
  readonly daily: readonly DayCounts[];
  readonly judged: readonly JudgedMetric[];
  /** Whether visitors and views are mixed: then nothing is inferred. */
  readonly mixed: boolean;
};

/** For each variant in catalog order, one cell per judged metric in the order of the report. */
export function metricCells(
  definition: Pick<CatalogExperiment, 'variants' | 'plan'>,
  tables: Tables,
): readonly (readonly MetricCell[])[] {
  const columns = tables.judged.map((judged) => cellsOfMetric(definition, judged, tables));
  return definition.variants.map((_, index) =>
    columns.flatMap((cells) => {
      const cell = cells[index];
      return cell ? [cell] : [];
    }),
  );
}

function cellsOfMetric(
  definition: Pick<CatalogExperiment, 'variants' | 'plan'>,
  judged: JudgedMetric,
  tables: Tables,
): readonly MetricCell[] {
  const { counts, daily, mixed } = tables;
  const { alpha } = definition.plan;
  const lifts = shownLifts(definition, judged, tables);
  return definition.variants.map(({ id }, column): MetricCell => {
    const arm = armOf(daily, judged.metric.id, column);
    const rows = counts.conversions.filter(
      ({ variantId, metricId }) => variantId === id && metricId === judged.metric.id,
    );
    return {
      metric: judged.metric.id,
      role: judged.role,
      converted: arm.converted,
      conversions: sum(rows.map(({ conversions }) => conversions)),
      rate: mixed ? refuse('mixed-units') : rateOf(arm, alpha),
      lift: lifts[column - 1] ?? null,
    };
  });
}

/** The lift of each treatment; with several of them, that of the primary metric with its family. */
function shownLifts(
  { variants, plan }: Pick<CatalogExperiment, 'variants' | 'plan'>,
  { metric, role }: JudgedMetric,
  { counts, daily, mixed }: Tables,
): readonly (Lift | Refusal)[] {
  const treatments = variants.slice(1);
  if (mixed) return treatments.map(() => refuse('mixed-units'));
  if (metric.type === 'mean') return treatments.map(() => refuse('mean-not-judged'));
  const liftsAt = (alpha: number) =>
    treatments.map((_, index) => {
      const column = index + 1;
      return liftOf(pairStrata(daily, metric.id, column), planOf(plan, { counts, column, alpha }));
    });
  const lifts = liftsAt(plan.alpha);
  if (role !== 'primary' || treatments.length < 2) return lifts;
  const joint = liftsAt(plan.alpha / treatments.length);
  return withFamily(lifts, { alpha: plan.alpha, joint });
}

function rateOf({ visitors, converted }: Arm, alpha: number): Interval | Refusal {
  const interval = wilsonInterval({ x: converted, n: visitors }, alpha);
  return interval.ok ? { ...interval, level: 1 - alpha, method: 'wilson' } : interval;
}

function planOf(
  plan: CatalogExperiment['plan'],
  at: { readonly counts: ExperimentCounts; readonly column: number; readonly alpha: number },
): LiftPlan {
  return {
    nStar: plan.visitors ?? null,
    tuningAlpha: plan.alpha,
    alpha: at.alpha,
    pairWeights: at.counts.epochs.map(({ epoch, weightsBp }) => ({
      epoch,
      control: weightsBp[0] ?? 0,
      treatment: weightsBp[at.column] ?? 0,
    })),
  };
}

function refuse(reason: Refusal['reason']): Refusal {
  return { ok: false, reason };
}

import type { Interval } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import type { MetricCell } from '../../contract/report.ts';
import type { Stratum } from '../../contract/stratum.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import { momentsFromSums } from '../../stats/moments.ts';
import { wilsonInterval } from '../../stats/proportion-interval.ts';
import { studentQuantile } from '../../stats/special/student-t.ts';
import { isLate } from '../decision/late.ts';
import type { JudgedMetric } from '../decision/metric-roles.ts';
import { comparisonsOf } from '../lift/comparisons.ts';
import { perThousandOf } from '../sentences/per-thousand.ts';
import { type Arm, armOf, sum } from '../strata/strata.ts';
import type { ExperimentCounts } from './counts.ts';

type Tables = {
  readonly conversions: ExperimentCounts['conversions'];
  readonly strata: readonly Stratum[];
  readonly judged: readonly JudgedMetric[];
  /** Whether visitors and views are mixed: then nothing is inferred. */
  readonly mixed: boolean;
};

/** For each variant in catalog order, one cell per judged metric in the order of the report. */
export function metricCells(
  definition: Pick<CatalogExperiment, 'variants' | 'plan' | 'assignedBy'>,
  { conversions, strata, judged, mixed }: Tables,
): readonly (readonly MetricCell[])[] {
  const { alpha } = definition.plan;
  const columns = comparisonsOf(definition, judged, { strata, mixed });
  return definition.variants.map(({ id }, column) =>
    columns.map(({ metric, role, lifts }): MetricCell => {
      const closedArm = armOf(strata, metric.id, column);
      const { leads = null } = closedArm;
      // A share of leads is a rate among leads, not among visitors.
      const arm = leads === null ? closedArm : { ...closedArm, visitors: leads };
      const lift = lifts[column - 1] ?? null;
      const rows = conversions.filter(
        ({ variantId, metricId }) => variantId === id && metricId === metric.id,
      );
      return {
        metric: metric.id,
        role,
        converted:
          isLate(metric) && !metric.ratio ? sum(rows.map((row) => row.converted)) : arm.converted,
        ...closedOf(strata, closedArm, { metricId: metric.id, leads }),
        conversions: sum(rows.map((row) => row.conversions)),
        rate: mixed ? refuse('mixed-units') : rateOf(arm, alpha),
        value: metric.type === 'mean' ? (mixed ? refuse('mixed-units') : meanOf(arm, alpha)) : null,
        lift,
        perThousand:
          lift === null || metric.type === 'mean' || metric.ratio || mixed
            ? null
            : perThousandOf(armOf(strata, metric.id, 0), arm, lift),
      };
    }),
  );
}

/** The visitors whose window is over, where the metric is late. */
function closedOf(
  strata: readonly Stratum[],
  { visitors, converted }: Arm,
  { metricId, leads }: { readonly metricId: string; readonly leads: number | null },
): Pick<MetricCell, 'closed'> {
  const until = strata.flatMap(({ metrics }) => metrics[metricId]?.closed?.until ?? []).at(0);
  return until === undefined ? {} : { closed: { until, visitors, leads, converted } };
}

function rateOf({ visitors, converted }: Arm, alpha: number): Interval | Refusal {
  const interval = wilsonInterval({ x: converted, n: visitors }, alpha);
  return interval.ok ? { ...interval, level: 1 - alpha, method: 'wilson' } : interval;
}

/** Mean value per visitor in minor units, with Student's interval; it describes one arm alone. */
function meanOf({ visitors, sumMinor, sumSquares }: Arm, alpha: number): Interval | Refusal {
  const moments = momentsFromSums({ n: visitors, sum: sumMinor, sumSquares });
  if (!moments.ok) return moments;
  const { n, mean, m2 } = moments;
  if (n === 0) return refuse('no-visitors');
  if (n === 1) return refuse('too-few-visitors');
  if (m2 === 0) return refuse('zero-variance');
  const half = -studentQuantile(alpha / 2, n - 1) * Math.sqrt(m2 / (n - 1) / n);
  return {
    ok: true,
    estimate: mean,
    lower: mean - half,
    upper: mean + half,
    level: 1 - alpha,
    method: 'student',
  };
}

function refuse(reason: Refusal['reason']): Refusal {
  return { ok: false, reason };
}

import type { ExperimentReport, VariantReport } from '../contract/report.ts';
import type { CatalogExperiment } from '../definition/catalog.ts';
import type { Metric } from '../definition/metric.ts';
import { daysSpanned } from './civil-day.ts';
import type { ExperimentCounts } from './counts.ts';
import { dailyOf } from './daily.ts';
import { ledgerOf } from './ledger.ts';
import { metricCells } from './metric-cells.ts';
import { type JudgedMetric, judgedMetrics } from './metric-roles.ts';
import type { NumberWords } from './number-words.ts';
import type { Evidence } from './readings.ts';
import { splitChecks } from './split-checks.ts';
import { stateOf } from './state.ts';
import { sum } from './strata.ts';
import { unitOf } from './unit.ts';

/**
 * What the counts of one experiment mean: rates, always-valid lifts against control, the check
 * of the split, and one sentence. `metrics` are the site's; `words` write the sentence's numbers.
 * A number that cannot be known is a refusal with its reason, all the way into the JSON.
 */
export function reportOf(
  definition: CatalogExperiment,
  counts: ExperimentCounts,
  context: { readonly metrics: readonly Metric[]; readonly words: NumberWords },
): ExperimentReport {
  const judged = judgedMetrics(definition, context.metrics);
  const evidence = evidenceOf(definition, counts, judged);
  const metric = judged.find(({ role }) => role === 'primary')?.metric;
  return { ...evidence, state: stateOf(definition, evidence, { metric, words: context.words }) };
}

function evidenceOf(
  definition: CatalogExperiment,
  counts: ExperimentCounts,
  judged: readonly JudgedMetric[],
): Evidence {
  const daily = dailyOf(
    definition.variants.map(({ id }) => id),
    judged.map(({ metric }) => metric.id),
    counts,
  );
  const unit = unitOf(counts.modes);
  const cells = metricCells(definition, { counts, daily, judged, mixed: unit === 'mixed' });
  const exposedDays = daily.filter((row) => sum(row.visitors) + sum(row.bots) > 0);
  const [first, last] = [exposedDays[0], exposedDays.at(-1)];
  const [mode = null, ...otherModes] = counts.modes;
  return {
    v: 1,
    experiment: {
      id: definition.id,
      title: definition.title,
      owner: definition.owner,
      status: definition.status,
      fingerprint: definition.fingerprint,
      primary: definition.primary,
      landings: [...definition.landings],
      allocationBp: counts.epochs.at(-1)?.allocationBp ?? definition.allocationBp,
      plannedVisitors: definition.plan.visitors ?? null,
      alpha: definition.plan.alpha,
    },
    asOf: counts.asOf,
    watermark: counts.watermark,
    days: first && last ? daysSpanned(first.day, last.day) : null,
    firstExposureAt: counts.firstExposureAt,
    mode: otherModes.length === 0 ? mode : null,
    unit: unit === 'mixed' ? null : unit,
    variants: definition.variants.map(
      ({ id, weightBp }, column): VariantReport => ({
        variant: id,
        control: column === 0,
        weightBp: counts.epochs.at(-1)?.weightsBp[column] ?? weightBp,
        visitors: sum(daily.map((row) => row.visitors[column] ?? 0)),
        bots: sum(daily.map((row) => row.bots[column] ?? 0)),
        metrics: [...(cells[column] ?? [])],
      }),
    ),
    ...splitChecks(daily, counts.epochs),
    epochs: counts.epochs.map((epoch) => ({ ...epoch, weightsBp: [...epoch.weightsBp] })),
    daily: [...daily],
    multi: counts.multi,
    ledger: ledgerOf(counts.ledger),
  };
}

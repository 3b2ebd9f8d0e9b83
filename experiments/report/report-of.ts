import type { Crossing, Look } from '../contract/look.ts';
import type { Panel } from '../contract/panel.ts';
import type { ExperimentReport, VariantReport } from '../contract/report.ts';
import type { LookLine } from '../contract/timeline.ts';
import type { CatalogExperiment } from '../definition/catalog/catalog.ts';
import type { Metric } from '../definition/metric/metric.ts';
import { botsOf } from './counts/bots-of.ts';
import type { ExperimentCounts } from './counts/counts.ts';
import { type ImpossibleCounts, refuseCounts } from './counts/counts-door.ts';
import { dailyOf } from './counts/daily.ts';
import { metricCells } from './counts/metric-cells.ts';
import { daysSpanned } from './decision/civil-day.ts';
import { funnelOf } from './decision/funnel.ts';
import { dayOfCounts, lateMetrics } from './decision/late.ts';
import { maturityOf } from './decision/maturity-of.ts';
import { type JudgedMetric, judgedMetrics } from './decision/metric-roles.ts';
import { notRandomised } from './decision/not-randomised.ts';
import { type RunState, stateOf } from './decision/state.ts';
import { timelineOf } from './decision/timeline.ts';
import { healthOf } from './health/health-of.ts';
import { ledgerOf } from './health/ledger.ts';
import { splitChecks } from './health/split-checks.ts';
import { dimensionsOf } from './lift/dimensions-of.ts';
import type { NumberWords } from './lift/number-words.ts';
import { monthlyOf } from './sentences/monthly.ts';
import { refusalSentences } from './sentences/sentences.ts';
import { strataOf, sum } from './strata/strata.ts';
import { unitOf } from './strata/unit.ts';

/** The looks on record, and when the next is due. */
export type Looks = {
  readonly last: Look | null;
  readonly crossings: readonly Crossing[];
  readonly next: { readonly day: string; readonly at: number } | null;
  /** Computed by the cron from the last look; null until then. */
  readonly panel?: Panel | null;
  /** Every look on record, where they were asked for. */
  readonly history?: readonly LookLine[] | null;
};

/** Nothing here planned how visitors are split. */
const NOT_SPLIT_HERE = {
  srm: { ok: false, reason: 'not-randomised' },
  srmWithBots: { ok: false, reason: 'not-randomised' },
} as const;

const NO_LOOKS: Looks = { last: null, crossings: [], next: null };

/**
 * The report of one experiment: what the last look decided, in one sentence, and beside it the
 * counts as they are now with rates, always-valid lifts and the check of the split. `metrics` are
 * the site's; `words` write the sentence's numbers. A number that cannot be known is a refusal
 * with its reason, all the way into the JSON.
 * @throws an Error named `impossible-counts` when the counts cannot be true
 */
export function reportOf(
  definition: CatalogExperiment,
  counts: ExperimentCounts,
  context: {
    readonly metrics: readonly Metric[];
    readonly words: NumberWords;
    readonly looks?: Looks;
    /** What people did to it from the report; left out: nothing. */
    readonly run?: RunState;
  },
): ExperimentReport {
  const faulty = refuseCounts(definition, counts);
  if (faulty) throw impossible(definition.id, faulty);
  const { metrics, words, looks = NO_LOOKS, run } = context;
  const judged = judgedMetrics(definition, metrics);
  const evidence = evidenceOf(definition, counts, judged);
  const state = stateOf(
    definition,
    {
      look: looks.last,
      visitors: sum(evidence.variants.map(({ visitors }) => visitors)),
      others: evidence.others,
      ...(run === undefined ? {} : { run }),
    },
    { metrics, words },
  );
  const primary = judged.find(({ role }) => role === 'primary')?.metric;
  const { last, crossings, next, panel = null, history = null } = looks;
  return {
    ...evidence,
    health: healthOf(counts.health, evidence, primary?.windowDays ?? null),
    state,
    look: last,
    panel,
    monthly: monthlyOf(last, evidence),
    nextLook: next,
    crossings: [...crossings],
    timeline: history && timelineOf(definition.primary, evidence.daily, history),
  };
}

function impossible(id: string, { reason, at }: ImpossibleCounts): Error {
  const error = new Error(
    `The counts of ${id} cannot be true (${at}). ${refusalSentences[reason]} Nothing is computed from them.`,
  );
  error.name = 'impossible-counts';
  return error;
}

type Evidence = Omit<
  ExperimentReport,
  'health' | 'state' | 'look' | 'panel' | 'monthly' | 'nextLook' | 'crossings' | 'timeline'
>;

function evidenceOf(
  definition: CatalogExperiment,
  counts: ExperimentCounts,
  judged: readonly JudgedMetric[],
): Evidence {
  const metrics = judged.map(({ metric }) => metric);
  // A share of leads is computed from two metrics and has no conversions of its own.
  const counted = metrics.filter(({ ratio }) => !ratio).map(({ id }) => id);
  const day = dayOfCounts(counts);
  const daily = dailyOf(
    definition.variants.map(({ id }) => id),
    counted,
    counts,
  );
  const unit = unitOf(counts.modes);
  const visitors = definition.variants.map((_, column) =>
    sum(daily.map((row) => row.visitors[column] ?? 0)),
  );
  const strata = strataOf(
    definition.variants.map(({ id }) => id),
    metrics.map(({ id }) => id),
    counts,
    lateMetrics(metrics, day),
  );
  const cells = metricCells(definition, {
    conversions: counts.conversions,
    strata,
    judged,
    mixed: unit === 'mixed',
  });
  const exposedDays = daily.filter((row) => sum(row.visitors) + sum(row.bots) > 0);
  const [first, last] = [exposedDays[0], exposedDays.at(-1)];
  const bots = botsOf(definition, counts, {
    primary: judged.find(({ role }) => role === 'primary'),
    mixed: unit === 'mixed',
  });
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
      ...notRandomised(definition, visitors),
    },
    asOf: counts.asOf,
    watermark: counts.watermark,
    days: first && last ? daysSpanned(first.day, last.day) : null,
    firstExposureAt: counts.firstExposureAt,
    closedDay: counts.closedDay ?? null,
    mode: otherModes.length === 0 ? mode : null,
    unit: unit === 'mixed' ? null : unit,
    ...(counts.otherUnit === undefined ? {} : { otherUnit: { ...counts.otherUnit } }),
    ...(counts.thirdUnit === undefined ? {} : { thirdUnit: { ...counts.thirdUnit } }),
    variants: definition.variants.map(
      ({ id, weightBp }, column): VariantReport => ({
        variant: id,
        control: column === 0,
        weightBp: counts.epochs.at(-1)?.weightsBp[column] ?? weightBp,
        visitors: visitors[column] ?? 0,
        bots: sum(daily.map((row) => row.bots[column] ?? 0)),
        metrics: [...(cells[column] ?? [])],
        funnel: funnelOf(visitors[column] ?? 0, cells[column] ?? [], metrics),
        costs: null,
      }),
    ),
    ...(definition.assignedBy === undefined ? splitChecks(daily, counts.epochs) : NOT_SPLIT_HERE),
    epochs: counts.epochs.map((epoch) => ({ ...epoch, weightsBp: [...epoch.weightsBp] })),
    daily: [...daily],
    strata: [...strata],
    dimensions: dimensionsOf(definition, counts, {
      primary: judged.find(({ role }) => role === 'primary')?.metric,
      mixed: unit === 'mixed',
    }),
    ...(bots ? { bots } : {}),
    maturity:
      counts.delays && day ? maturityOf(daily, metrics, { day, delays: counts.delays }) : null,
    others: [...(counts.others ?? [])],
    multi: counts.multi,
    ledger: ledgerOf(counts.ledger),
  };
}

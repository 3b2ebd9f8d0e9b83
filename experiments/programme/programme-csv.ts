import { csvText } from './csv-text.ts';
import type { MonthReport } from './month-of.ts';
import type { Programme } from './programme-of.ts';

const COLUMNS = [
  'part',
  'experiment',
  'title',
  'owner',
  'landing',
  'from',
  'to',
  'weeks',
  'state',
  'metric',
  'gain_per_test_week',
  'weekly_visitors',
  'baseline_rate',
  'at_least',
  'chance',
  'impact',
  'confidence',
  'ease',
  'reason',
  'visitors',
  'variant',
  'lift_lower',
  'lift_upper',
  'concluded',
  'decided',
  'median_days',
  'learned',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/** The programme as CSV (RFC 4180): one row per draft, slot, idle time, ended variant and quarter. */
export function programmeCsv({ queue, calendar, archive, cadence }: Programme): string {
  const drafts = queue.map(({ size, score, ...draft }): Row => {
    const about = {
      part: 'queue',
      experiment: draft.id,
      title: draft.title,
      owner: draft.owner,
      landing: draft.landings.join(' '),
      metric: draft.metric,
      ...score,
    };
    if (!size.ok) return { ...about, reason: size.reason };
    return {
      ...about,
      weeks: size.weeks,
      visitors: size.visitors,
      gain_per_test_week: size.perTestWeek,
      weekly_visitors: size.weeklyVisitors,
      baseline_rate: size.baseline,
      at_least: size.atLeast,
      chance: size.chance,
    };
  });
  const lanes = calendar.lanes.flatMap(({ landing, slots, unplaced, idle }): readonly Row[] => [
    ...slots.map(({ id, title, kind, from, to, end }) => ({
      ...{ part: 'calendar', experiment: id, title, landing, from, to, state: kind, reason: end },
    })),
    ...unplaced.map(({ id, title, reason }) => ({
      ...{ part: 'calendar', experiment: id, title, landing, state: 'unplaced', reason },
    })),
    ...idle.map(({ from, to, weeks }) => ({
      ...{ part: 'calendar', landing, from, to, weeks, state: 'idle' },
    })),
  ]);
  const ended = archive.flatMap(({ intervals, ...one }): readonly Row[] => {
    const row = {
      part: 'archive',
      experiment: one.id,
      title: one.title,
      owner: one.owner,
      landing: one.landings.join(' '),
      from: one.firstDay,
      to: one.lastDay,
      state: one.verdict,
      metric: one.metric,
      visitors: one.visitors,
      learned: one.learned,
    };
    if (intervals.length === 0) return [row];
    return intervals.map(({ variant, lower, upper }) => ({
      ...row,
      variant,
      lift_lower: lower,
      lift_upper: upper,
    }));
  });
  const quarters = cadence.quarters.map(
    ({ quarter, concluded, decided, medianDays }): Row => ({
      ...{ part: 'cadence', from: quarter, concluded, decided, median_days: medianDays },
    }),
  );
  return csvText(COLUMNS, [...drafts, ...lanes, ...ended, ...quarters]);
}

const MONTH_COLUMNS = [
  'month',
  'part',
  'experiment',
  'day',
  'what',
  'actor',
  'sentence',
  'days',
  'landings',
  'metric',
  'visitors',
  'converted',
  'rate',
  'baseline_month',
  'baseline_visitors',
  'baseline_converted',
  'baseline_rate',
  'change',
  'change_lower',
  'change_upper',
] as const;

/** One month as CSV: one row per verdict, act, level, withheld time and alert. */
export function monthCsv(report: MonthReport): string {
  const { month, baseline } = report;
  const rows: readonly Partial<Record<(typeof MONTH_COLUMNS)[number], string | number | null>>[] = [
    ...report.verdicts.map(({ id, day, kind }) => ({
      ...{ part: 'verdict', experiment: id, day, what: kind },
    })),
    ...report.acts.map(({ id, action, actor, reason }) => ({
      ...{ part: 'act', experiment: id, what: action, actor, sentence: reason },
    })),
    ...report.levels.map(({ landings, metric, now, baseline: before, change }) => ({
      part: 'level',
      landings: landings.join(' '),
      metric,
      visitors: now?.visitors ?? null,
      converted: now?.converted ?? null,
      rate: now?.rate ?? null,
      baseline_month: baseline,
      baseline_visitors: before?.visitors ?? null,
      baseline_converted: before?.converted ?? null,
      baseline_rate: before?.rate ?? null,
      change: change?.diff ?? null,
      change_lower: change?.lower ?? null,
      change_upper: change?.upper ?? null,
    })),
    ...report.withheld.map(({ id, reason, firstDay, days }) => ({
      ...{ part: 'withheld', experiment: id, day: firstDay, what: reason, days },
    })),
    ...report.alerts.map(({ experimentId, kind, firstDay, sentence }) => ({
      ...{ part: 'alert', experiment: experimentId, day: firstDay, what: kind, sentence },
    })),
  ];
  return csvText(
    MONTH_COLUMNS,
    rows.map((row) => ({ month, ...row })),
  );
}

import type { Alert } from '../alerts/alert.ts';
import type { AuditEntry } from '../contract/control.ts';
import type { Decision } from '../contract/decision.ts';
import type { Metric } from '../definition/metric/metric.ts';
import { addDays } from '../report/decision/civil-day.ts';
import { type LevelChange, levelsOf } from './levels.ts';
import { type Known, monthsOf, SETTLED } from './record.ts';
import { monthOf } from './weeks.ts';

/** The first look of an experiment that decided. */
export type FirstVerdict = {
  readonly id: string;
  readonly title: string;
  readonly day: string;
  readonly kind: Decision['kind'];
};

/** Something that people did from the report. */
export type Act = Pick<AuditEntry, 'actedAt' | 'actor' | 'action' | 'after' | 'reason'> & {
  readonly id: string;
  readonly title: string;
};

/** Looks of the month that forbid reading. */
export type WithheldDays = {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly firstDay: string;
  readonly days: number;
};

/** An alert that was raised or still seen in the month; `experimentId` null: about the site. */
export type MonthAlert = Pick<Alert, 'kind' | 'experimentId' | 'sentence'> & {
  readonly firstDay: string;
  readonly lastDay: string;
};

/** `GET /report/api/programme/2026-11.json`. */
export type MonthReport = {
  readonly v: 1;
  readonly month: string;
  /** The month that levels are compared with; null when none was chosen. */
  readonly baseline: string | null;
  readonly asOf: number;
  /**
   * The first day whose visitors may still convert, by the metric with the longest window; null
   * when all windows of the month are closed.
   */
  readonly openFrom: string | null;
  readonly verdicts: readonly FirstVerdict[];
  readonly acts: readonly Act[];
  readonly levels: readonly LevelChange[];
  readonly withheld: readonly WithheldDays[];
  readonly alerts: readonly MonthAlert[];
  /** Every month that has a page, the newest first. */
  readonly months: readonly string[];
};

/**
 * One month on one page: what was decided, how metrics stood, what was wrong with the data. It
 * holds no lift: a lift at a first crossing is exaggerated, and such lifts do not add up.
 * `acts` and `alerts` are those of the month.
 */
export function monthReportOf(
  known: readonly Known[],
  of: {
    readonly month: string;
    readonly baseline: string | null;
    readonly metrics: readonly Metric[];
    readonly asOf: number;
    readonly today: string;
    readonly acts: readonly Act[];
    readonly alerts: readonly MonthAlert[];
  },
): MonthReport {
  const { month, baseline, metrics, asOf, today, acts, alerts } = of;
  const levels = levelsOf(known, metrics, { month, baseline });
  return {
    v: 1,
    month,
    baseline,
    asOf,
    openFrom: openFrom(levels, { metrics, month, today }),
    verdicts: known
      .flatMap(firstVerdict)
      .filter(({ day }) => monthOf(day) === month)
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    acts,
    levels,
    withheld: known.flatMap((one) => withheldIn(one, month)),
    alerts,
    months: monthsOf(known, today),
  };
}

function firstVerdict({ experiment, record }: Known): readonly FirstVerdict[] {
  const [first] = record.decisions
    .filter(({ kind }) => SETTLED.includes(kind))
    .sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1));
  if (!first) return [];
  return [{ id: experiment.id, title: experiment.title, day: first.firstDay, kind: first.kind }];
}

/** A guardrail that failed is a finding, and arms of others are judged on sales: no fault of the data. */
const FINDINGS: readonly string[] = ['guardrail-failed', 'not-randomised'];

function withheldIn({ experiment, record }: Known, month: string): readonly WithheldDays[] {
  return record.decisions.flatMap(({ month: when, kind, reason, firstDay, days }) =>
    when === month && kind === 'withheld' && reason !== null && !FINDINGS.includes(reason)
      ? [{ id: experiment.id, title: experiment.title, reason, firstDay, days }]
      : [],
  );
}

function openFrom(
  levels: readonly LevelChange[],
  at: { readonly metrics: readonly Metric[]; readonly month: string; readonly today: string },
): string | null {
  const windows = levels.map(
    (level) => at.metrics.find(({ id }) => id === level.metric)?.windowDays ?? 0,
  );
  const first = addDays(at.today, -Math.ceil(Math.max(0, ...windows)));
  const lastOfMonth = addDays(`${monthOf(addDays(`${at.month}-01`, 31))}-01`, -1);
  if (first > lastOfMonth) return null;
  return first > `${at.month}-01` ? first : `${at.month}-01`;
}

import type { Metric } from '../definition/metric/metric.ts';
import { closedUntil, isLate } from '../report/decision/late.ts';
import { judgedMetrics } from '../report/decision/metric-roles.ts';
import type { Unit } from '../report/strata/unit.ts';
import { type DifferenceInterval, scoreDifferenceInterval } from '../stats/difference-interval.ts';
import type { Known } from './record.ts';
import { monthOf } from './weeks.ts';

/** Visitors of one month and those of them who converted, read from one experiment. */
export type Level = {
  readonly experiment: string;
  readonly visitors: number;
  readonly converted: number;
  readonly rate: number;
};

/** A metric on the landings of experiments, in two months. */
export type LevelChange = {
  readonly landings: readonly string[];
  readonly metric: string;
  readonly label: string;
  readonly unit: Unit;
  /** Null where no experiment had visitors then. */
  readonly now: Level | null;
  readonly baseline: Level | null;
  /** Points between the two, now − baseline, with 95 % limits; null where one is missing. */
  readonly change: Pick<DifferenceInterval, 'diff' | 'lower' | 'upper'> | null;
};

/**
 * How metrics stood in a month and in another one: converted ÷ visitors among the visitors of
 * experiments, all variants together, by the month of their first exposure. Where several
 * experiments are on the same landings, a month is read from the one with the most visitors, so
 * that nobody counts twice; one whose last look was withheld for its data is not read. Only shares
 * of visitors have a level, and of a late stage only days whose windows were over at the last look.
 */
export function levelsOf(
  known: readonly Known[],
  metrics: readonly Metric[],
  months: { readonly month: string; readonly baseline: string | null },
): readonly LevelChange[] {
  const rows = new Map<string, Omit<LevelChange, 'change'>>();
  for (const one of known) {
    const { experiment, record } = one;
    if (record.unit === null || isUnreadable(record)) continue;
    for (const { metric } of judgedMetrics(experiment, metrics)) {
      if (metric.type !== 'proportion' || metric.ratio) continue;
      const { landings } = experiment;
      const key = [record.unit, metric.id, ...landings].join(' ');
      const { id, label } = metric;
      const row = rows.get(key) ?? {
        ...{ landings, metric: id, label, unit: record.unit },
        now: null,
        baseline: null,
      };
      const { month, baseline } = months;
      rows.set(key, {
        ...row,
        now: larger(row.now, levelIn(one, metric, month)),
        baseline: baseline === null ? null : larger(row.baseline, levelIn(one, metric, baseline)),
      });
    }
  }
  return [...rows.values()]
    .filter(({ now, baseline }) => now !== null || baseline !== null)
    .map((row) => ({ ...row, change: changeOf(row) }))
    .sort((a, b) => (a.landings.join() < b.landings.join() ? -1 : 1));
}

function isUnreadable({ look }: Known['record']): boolean {
  return look?.decision.kind === 'withheld' && look.decision.reason !== 'guardrail-failed';
}

function levelIn({ experiment, record }: Known, metric: Metric, month: string): Level | null {
  const until = isLate(metric)
    ? closedUntil(record.look?.day ?? '1970-01-01', metric.windowDays)
    : null;
  const days = record.daily.filter(
    ({ day }) => monthOf(day) === month && (until === null || day <= until),
  );
  const total = (counts: readonly (readonly number[])[]) =>
    counts.flat().reduce((a, b) => a + b, 0);
  const visitors = total(days.map((row) => row.visitors));
  const converted = total(days.map((row) => row.converted[metric.id] ?? []));
  if (visitors === 0) return null;
  return { experiment: experiment.id, visitors, converted, rate: converted / visitors };
}

function larger(a: Level | null, b: Level | null): Level | null {
  return a === null || (b !== null && b.visitors > a.visitors) ? b : a;
}

function changeOf({ now, baseline }: Omit<LevelChange, 'change'>): LevelChange['change'] {
  if (now === null || baseline === null) return null;
  const interval = scoreDifferenceInterval(
    { xA: baseline.converted, nA: baseline.visitors, xB: now.converted, nB: now.visitors },
    0.05,
  );
  return interval.ok ? { diff: interval.diff, lower: interval.lower, upper: interval.upper } : null;
}

import type { Decision } from '../contract/decision.ts';
import type { StateCode } from '../contract/report.ts';
import type { Metric } from '../definition/metric/metric.ts';
import { addDays, daysSpanned } from '../report/decision/civil-day.ts';
import { stateOf } from '../report/decision/state.ts';
import { PACE_DAYS } from '../report/decision/thresholds.ts';
import type { NumberWords } from '../report/lift/number-words.ts';
import { lineSentence } from '../report/sentences/line-sentence.ts';
import type { Unit } from '../report/strata/unit.ts';
import { type Known, seenBetween, visitorsOf } from './record.ts';

/** One experiment in the list of all. */
export type OverviewLine = {
  readonly id: string;
  readonly title: string;
  readonly landings: readonly string[];
  readonly variants: number;
  readonly group: 'running' | 'paused' | 'draft' | 'ended';
  readonly code: StateCode;
  /** Of the last look, which a paused or ended one keeps; null before the first. */
  readonly decision: Decision | null;
  /** What may be said right now, in one line. */
  readonly sentence: string;
  readonly unit: Unit | null;
  readonly visitors: number;
  /** Site days from the first visitor to the last, both included; null before the first. */
  readonly days: number | null;
  /** Every site day of them, days without a visitor too. */
  readonly perDay: readonly { readonly day: string; readonly visitors: number }[];
  /** Visitors a day over the last `PACE_DAYS` closed days of a running one; null where nobody comes. */
  readonly pace: number | null;
};

/** Running experiments whose answer can be acted on first, then in catalog order. */
const FIRST: readonly StateCode[] = ['withheld', 'better', 'worse', 'no-difference', 'ahead'];

/** All experiments, those first that somebody has to look at. `today`: the site's day. */
export function overviewOf(
  known: readonly Known[],
  context: {
    readonly metrics: readonly Metric[];
    readonly words: NumberWords;
    readonly today: string;
  },
): readonly OverviewLine[] {
  const rank = ({ code }: OverviewLine) => {
    const place = FIRST.indexOf(code);
    return place < 0 ? FIRST.length : place;
  };
  return known.map((one) => lineOf(one, context)).sort((a, b) => rank(a) - rank(b));
}

function lineOf(one: Known, context: Parameters<typeof overviewOf>[1]): OverviewLine {
  const { experiment, record } = one;
  const { look, state, winner, endedDay } = record;
  const visitors = visitorsOf(record);
  const run = {
    state: state === 'draft' ? ('running' as const) : state,
    winner,
    sinceDay: endedDay,
  };
  const { code, sentence } = stateOf(
    experiment,
    { look, visitors, run },
    { ...context, tell: lineSentence },
  );
  const perDay = perDayOf(one);
  return {
    id: experiment.id,
    title: experiment.title,
    landings: experiment.landings,
    variants: experiment.variants.length,
    group: state,
    code,
    decision: look?.decision ?? null,
    sentence,
    unit: record.unit,
    visitors,
    days: perDay.length === 0 ? null : perDay.length,
    perDay,
    pace: state === 'running' ? paceBefore(context.today, perDay) : null,
  };
}

function perDayOf({ record }: Known): OverviewLine['perDay'] {
  const seen = seenBetween(record);
  if (seen === null) return [];
  const totals = new Map<string, number>();
  for (const { day, visitors } of record.daily) {
    totals.set(day, (totals.get(day) ?? 0) + visitors.reduce((sum, count) => sum + count, 0));
  }
  return Array.from({ length: daysSpanned(seen.first, seen.last) }, (_, index) => {
    const day = addDays(seen.first, index);
    return { day, visitors: totals.get(day) ?? 0 };
  });
}

/** Today is left out: it is not over. */
function paceBefore(today: string, perDay: OverviewLine['perDay']): number | null {
  const first = perDay[0]?.day;
  if (first === undefined || first >= today) return null;
  const from = addDays(today, -PACE_DAYS);
  const recent = perDay.filter(({ day }) => day >= from && day < today);
  const days = daysSpanned(first > from ? first : from, addDays(today, -1));
  return recent.reduce((sum, { visitors }) => sum + visitors, 0) / days;
}

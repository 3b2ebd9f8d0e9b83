import { addDays } from '../report/decision/civil-day.ts';
import type { Archived } from './archive.ts';
import { type Known, SETTLED } from './record.ts';
import { type Days, mondayOf, mondaysFrom, QUARTER_WEEKS, quarterOf } from './weeks.ts';

/** What ended in one quarter of the calendar. */
export type Quarter = {
  /** `2026-Q4` */
  readonly quarter: string;
  readonly concluded: number;
  /** Those whose last look decided: better, worse or no difference. */
  readonly decided: number;
  /** From the first to the last day with visitors; the middle one, of two the mean. */
  readonly medianDays: number;
};

/** Weeks in which landings stood without an experiment. */
export type Idle = Days & {
  /** Landings × weeks since each was first tested. */
  readonly landingWeeks: number;
  readonly idleWeeks: number;
};

export type Cadence = {
  /** The newest first. */
  readonly quarters: readonly Quarter[];
  /** Ended ones that nobody visited: in no quarter. */
  readonly unvisited: number;
  /** Of the last 13 whole weeks; null before a landing has been tested in a week that is over. */
  readonly idle: Idle | null;
};

/** How fast the programme learns. */
export function cadenceOf(
  known: readonly Known[],
  archive: readonly Archived[],
  today: string,
): Cadence {
  const dated = archive.flatMap(({ lastDay, days, verdict }) =>
    lastDay === null || days === null ? [] : [{ quarter: quarterOf(lastDay), days, verdict }],
  );
  const quarters = [...Map.groupBy(dated, ({ quarter }) => quarter)].map(([quarter, ended]) => ({
    quarter,
    concluded: ended.length,
    decided: ended.filter(({ verdict }) => verdict !== null && SETTLED.includes(verdict)).length,
    medianDays: median(ended.map(({ days }) => days)),
  }));
  return {
    quarters: quarters.sort((a, b) => (a.quarter > b.quarter ? -1 : 1)),
    unvisited: archive.length - dated.length,
    idle: idleOf(known, today),
  };
}

/**
 * A week of a landing is idle when no experiment that is on it had a visitor. Weeks before the
 * first experiment of a landing are no weeks of it. An experiment on several landings counts for
 * each of them.
 */
function idleOf(known: readonly Known[], today: string): Idle | null {
  const until = mondayOf(today);
  const from = addDays(until, -7 * QUARTER_WEEKS);
  const tested = new Map<string, Set<string>>();
  for (const { experiment, record } of known) {
    for (const { day, visitors } of record.daily) {
      if (!visitors.some((count) => count > 0)) continue;
      for (const landing of experiment.landings) {
        const weeks = tested.get(landing) ?? new Set();
        tested.set(landing, weeks.add(mondayOf(day)));
      }
    }
  }
  const window = mondaysFrom(from, QUARTER_WEEKS);
  const each = [...tested.values()].map((weeks) => {
    const [first = until] = [...weeks].sort();
    const open = window.filter((week) => week >= first);
    return { all: open.length, idle: open.filter((week) => !weeks.has(week)).length };
  });
  const landingWeeks = each.reduce((sum, { all }) => sum + all, 0);
  if (landingWeeks === 0) return null;
  const idleWeeks = each.reduce((sum, { idle }) => sum + idle, 0);
  return { from, to: addDays(until, -1), landingWeeks, idleWeeks };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

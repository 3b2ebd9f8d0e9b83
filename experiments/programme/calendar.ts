import type { CatalogExperiment } from '../definition/catalog/catalog.ts';
import { addDays } from '../report/decision/civil-day.ts';
import { excludeEachOther } from './exclusion.ts';
import type { Queued } from './queue.ts';
import { asItIs, type Known, seenBetween } from './record.ts';
import { type EndReason, runningEnd } from './running-end.ts';
import { type Days, daysMeet, joinedWeeks, mondayOf, mondaysFrom, QUARTER_WEEKS } from './weeks.ts';

/** An experiment in the calendar. */
export type Slot = {
  readonly id: string;
  readonly title: string;
  readonly kind: 'running' | 'planned';
  readonly from: string;
  /** Last day; null when nobody knows. */
  readonly to: string | null;
  /** Why a running one ends then; null for a planned one. */
  readonly end: EndReason | null;
  /** Experiments that must end first, and set the start of a planned one. */
  readonly after: readonly string[];
};

/** A draft without a place, and why. */
export type Unplaced = {
  readonly id: string;
  readonly title: string;
  /** `waits-for-ever`: nobody knows when those in `after` end. */
  readonly reason: 'not-planned' | 'waits-for-ever';
  readonly after: readonly string[];
};

export type Lane = {
  readonly landing: string;
  readonly slots: readonly Slot[];
  readonly unplaced: readonly Unplaced[];
  /** Weeks of the next quarter in which nothing runs or is planned here. */
  readonly idle: readonly (Days & { readonly weeks: number })[];
};

export type Calendar = Days & { readonly weeks: number; readonly lanes: readonly Lane[] };

type Placed = Slot & { readonly experiment: CatalogExperiment };

/**
 * What runs when on each landing, from this week's Monday for a quarter. Running experiments end
 * as `runningEnd` says; drafts are placed in the order of the queue, each at the first Monday from
 * which nothing excludes it for as long as it takes, and not before its `startAt`.
 */
export function calendarOf(
  known: readonly Known[],
  queue: readonly Queued[],
  at: { readonly today: string; readonly landings: readonly string[] },
): Calendar {
  const placed: Placed[] = known.flatMap((one) => runningSlot(one, at.today));
  const unplaced: (Unplaced & { readonly landings: readonly string[] })[] = [];
  for (const { id, title, landings, size } of queue) {
    const draft = known.find(({ experiment }) => experiment.id === id);
    if (!draft) continue;
    const weeks = size.ok ? size.weeks : null;
    const result = weeks === null ? null : place(draft, { weeks, placed, today: at.today });
    if (result === null || !result.ok) {
      const reason = result === null ? 'not-planned' : 'waits-for-ever';
      unplaced.push({ id, title, landings, reason, after: result?.after ?? [] });
    } else {
      placed.push(result.slot);
    }
  }
  const monday = mondayOf(at.today);
  const mondays = mondaysFrom(monday, QUARTER_WEEKS);
  return {
    from: monday,
    to: addDays(monday, 7 * QUARTER_WEEKS - 1),
    weeks: QUARTER_WEEKS,
    lanes: at.landings.map((landing) => {
      const here = placed.filter(({ experiment }) => experiment.landings.includes(landing));
      const busy = (week: string) =>
        here.some((slot) => daysMeet(slot, { from: week, to: addDays(week, 6) }));
      return {
        landing,
        slots: here.map(({ experiment: _, ...slot }) => slot),
        unplaced: unplaced.flatMap(({ landings, ...draft }) =>
          landings.includes(landing) ? [draft] : [],
        ),
        idle: joinedWeeks(mondays.filter((week) => !busy(week))),
      };
    }),
  };
}

function runningSlot(known: Known, today: string): readonly Placed[] {
  const experiment = asItIs(known);
  if (experiment.status !== 'running') return [];
  const { id, title } = experiment;
  const { to, reason } = runningEnd(known, today);
  const from = seenBetween(known.record)?.first ?? known.record.startDay ?? today;
  return [{ id, title, kind: 'running', from, to, end: reason, after: [], experiment }];
}

function place(
  { experiment, record }: Known,
  given: { readonly weeks: number; readonly placed: readonly Placed[]; readonly today: string },
):
  | { readonly ok: true; readonly slot: Placed }
  | { readonly ok: false; readonly after: readonly string[] } {
  const others = given.placed.filter((one) => excludeEachOther(one.experiment, experiment));
  const { startDay } = record;
  const earliest = mondayAfter(given.today);
  let from = startDay !== null && startDay > earliest ? onMonday(startDay) : earliest;
  let after: readonly string[] = [];
  for (;;) {
    const to = addDays(from, 7 * given.weeks - 1);
    const first = from;
    const inTheWay = others.filter((one) => daysMeet(one, { from: first, to }));
    if (inTheWay.length === 0) {
      const { id, title } = experiment;
      const slot = { id, title, kind: 'planned', from, to, end: null, after, experiment } as const;
      return { ok: true, slot };
    }
    after = inTheWay.map(({ id }) => id);
    const ends = inTheWay.map((one) => one.to);
    if (ends.includes(null)) return { ok: false, after };
    from = mondayAfter(ends.reduce<string>((last, end) => (end && end > last ? end : last), from));
  }
}

/** The first Monday after a day. */
const mondayAfter = (day: string): string => addDays(mondayOf(day), 7);
/** The day itself on a Monday, else the next one. */
const onMonday = (day: string): string => (mondayOf(day) === day ? day : mondayAfter(day));

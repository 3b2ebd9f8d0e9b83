import type { DayCounts } from '../../contract/report.ts';
import type { LookLine, Timeline } from '../../contract/timeline.ts';
import { sum } from '../strata/strata.ts';
import { addDays, daysSpanned } from './civil-day.ts';

const RECENT_DAYS = 7;

/**
 * The primary metric over time: the interval of every look on record, and what became of the
 * visitors of each day. `daily` is sorted by day and epoch; `looks` by day. A day is over when there
 * is a look of it.
 */
export function timelineOf(
  metric: string,
  daily: readonly DayCounts[],
  looks: readonly LookLine[],
): Timeline {
  const seen = daily.filter(({ visitors }) => sum(visitors) > 0);
  const byDay = Map.groupBy(daily, ({ day }) => day);
  const days = calendar(seen);
  const closed = days.filter((day) => day <= (looks.at(-1)?.day ?? '')).slice(-RECENT_DAYS);
  const [from, to] = [closed[0], closed.at(-1)];
  return {
    metric,
    looks: [...looks],
    days: days.map((day) => ({ day, ...seenIn(byDay.get(day) ?? [], metric, columnsOf(daily)) })),
    recent:
      from === undefined || to === undefined
        ? null
        : {
            from,
            to,
            ...seenIn(
              closed.flatMap((day) => byDay.get(day) ?? []),
              metric,
              columnsOf(daily),
            ),
          },
    epochs: [...Map.groupBy(seen, ({ epoch }) => epoch)]
      .flatMap(([epoch, [first]]) => (first ? [{ epoch, day: first.day }] : []))
      .sort((a, b) => a.epoch - b.epoch)
      .slice(1),
  };
}

/** Rows summed up by variant. */
function seenIn(rows: readonly DayCounts[], metric: string, columns: readonly number[]) {
  const visitors = columns.map((column) => sum(rows.map((row) => row.visitors[column] ?? 0)));
  const converted = columns.map((column) =>
    sum(rows.map((row) => row.converted[metric]?.[column] ?? 0)),
  );
  const rates = columns.map((column) => {
    const of = visitors[column] ?? 0;
    return of === 0 ? null : (converted[column] ?? 0) / of;
  });
  return { visitors, converted, rates };
}

function columnsOf([first]: readonly DayCounts[]): readonly number[] {
  return (first?.visitors ?? []).map((_, column) => column);
}

/** Every day from the first to the last of the rows. */
function calendar(rows: readonly DayCounts[]): readonly string[] {
  const [first, last] = [rows[0]?.day, rows.at(-1)?.day];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: daysSpanned(first, last) }, (_, index) => addDays(first, index));
}

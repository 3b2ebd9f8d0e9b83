import type { Timeline } from '#experiments/contract/timeline.ts';
import type { ReportFormat } from '../format.ts';

const DAY_MS = 86_400_000;
/** Room that a date needs below an axis, in CSS pixels. */
const DATE_WIDTH = 68;

/** The start of a site day on the axis of time; days are calendar days, whatever the zone. */
export const dayStart = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`));

/** Where what is known of a whole day lies. */
export const dayMiddle = (day: string): Date => new Date(dayStart(day).getTime() + DAY_MS / 2);

/** The same axis below every chart of one experiment: its days, with as many dates as fit. */
export function timeAxis(
  { days, looks }: Pick<Timeline, 'days' | 'looks'>,
  width: number,
  format: ReportFormat,
) {
  const all = [...days, ...looks].map(({ day }) => day).sort();
  const [first = '', last = ''] = [all[0], all.at(-1)];
  const from = dayStart(first);
  const to = new Date(dayStart(last).getTime() + DAY_MS);
  const count = Math.round((to.getTime() - from.getTime()) / DAY_MS);
  const most = Math.max(2, Math.floor((width - 80) / DATE_WIDTH));
  const step = [1, 2, 3, 7, 14, 28, 56, 91, 182, 364].find((size) => count / size <= most) ?? 728;
  const ticks = Array.from(
    { length: Math.ceil(count / step) },
    (_, index) => new Date(from.getTime() + index * step * DAY_MS),
  );
  const text = (tick: Date) => format.calendarDay(tick.toISOString().slice(0, 10));
  return {
    type: 'utc' as const,
    domain: [from, to],
    label: null,
    ticks,
    tickFormat: text,
    tickSize: 4,
  };
}

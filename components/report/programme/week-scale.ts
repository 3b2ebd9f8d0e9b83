/** A time that a picture shows, as days since 1970-01-01, the end excluded. */
export type WeekScale = { readonly first: number; readonly end: number };

const DAY_MS = 86_400_000;
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** The scale of the days from one to another, both included. */
export function weekScale(days: { readonly from: string; readonly to: string }): WeekScale {
  return { first: numberOf(days.from), end: numberOf(days.to) + 1 };
}

/** Where a time lies on the scale, as SVG percentages; what lies beyond is cut off. Null: outside. */
export function barOn(
  { first, end }: WeekScale,
  days: { readonly from: string; readonly to: string | null },
): { readonly x: string; readonly width: string; readonly open: boolean } | null {
  const from = Math.max(first, numberOf(days.from));
  const until = days.to === null ? end : Math.min(end, numberOf(days.to) + 1);
  if (from >= until) return null;
  const percent = (size: number) => `${((100 * size) / (end - first)).toFixed(3)}%`;
  return { x: percent(from - first), width: percent(until - from), open: days.to === null };
}

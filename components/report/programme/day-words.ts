/** Calendar days and months as people read them, with their year. */
export type DayWords = {
  /** "2026-11-23" → "Nov 23, 2026". */
  readonly day: (day: string) => string;
  /** "2026-11" → "November 2026". */
  readonly month: (month: string) => string;
  /** "2026-Q4" → "Q4 2026". */
  readonly quarter: (quarter: string) => string;
};

/** Day words of a BCP 47 locale. A calendar day read and written in one zone cannot shift. */
export function dayWords(locale: string): DayWords {
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
  const month = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: 'long',
    year: 'numeric',
  });
  return {
    day: (text) => day.format(Date.parse(`${text}T00:00:00Z`)),
    month: (text) => month.format(Date.parse(`${text}-01T00:00:00Z`)),
    quarter: (text) => `${text.slice(5)} ${text.slice(0, 4)}`,
  };
}

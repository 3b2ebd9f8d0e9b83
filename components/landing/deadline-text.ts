import { isDay, placeMoment } from '#experiments/definition/time/moment.ts';
import type { PageContext } from './page-context.ts';

type Place = Pick<PageContext, 'lang' | 'timeZone'>;

/**
 * A deadline as people read it, in the page's language and time zone: "18 December 2026 at 18:00
 * CET", or "18 December 2026" for a day that is the last. A page without a zone tells a time in the
 * one that it was written in.
 */
export function deadlineText(until: string, { lang, timeZone }: Place): string {
  const language = lang === 'en' ? 'en-GB' : lang;
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  if (isDay(until)) {
    // A day is the same in every zone: it is written as it stands in the file.
    return new Intl.DateTimeFormat(language, { ...day, timeZone: 'UTC' }).format(new Date(until));
  }
  const zone = timeZone ?? /[+-]\d\d:\d\d$/.exec(until)?.[0] ?? 'UTC';
  return new Intl.DateTimeFormat(language, {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(placeMoment(until, timeZone ?? 'UTC').at);
}

/** The deadline for machines, as HTML's `<time datetime>` takes it: a day, or a time in UTC. */
export function deadlineDate(until: string, { timeZone }: Pick<Place, 'timeZone'>): string {
  return isDay(until) ? until : new Date(placeMoment(until, timeZone ?? 'UTC').at).toISOString();
}

import type { PageContext } from './page-context.ts';

/**
 * A deadline as people read it, in the page's language and time zone: "18 December 2026 at 18:00
 * CET". `until` is an ISO 8601 time with its zone; a page without a zone tells it in that one.
 */
export function deadlineText(
  until: string,
  { lang, timeZone }: Pick<PageContext, 'lang' | 'timeZone'>,
): string {
  const zone = timeZone ?? /[+-]\d\d:\d\d$/.exec(until)?.[0] ?? 'UTC';
  return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(new Date(until));
}

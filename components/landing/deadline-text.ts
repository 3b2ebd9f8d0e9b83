/**
 * A deadline as people read it, in the time zone in which it was written: "18 December 2026 at
 * 18:00 GMT+1". `until` is an ISO 8601 time with its zone.
 */
export function deadlineText(until: string, lang = 'en'): string {
  const zone = /[+-]\d\d:\d\d$/.exec(until)?.[0] ?? 'UTC';
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

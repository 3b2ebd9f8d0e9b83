import { hasClickId } from '../attribution/click-ids.ts';
import type { Audience } from '../definition/experiment/audience.ts';
import { fitsPattern } from '../definition/text-pattern.ts';
import { dayBefore, type Weekday } from './weekday.ts';

/** What is known of a visitor before assignment; nothing here can depend on the variant. */
export type VisitorFacts = {
  readonly device: 'mobile' | 'tablet' | 'desktop';
  /** ISO 3166-1 alpha-2, '' when unknown. */
  readonly country: string;
  readonly returning: boolean;
  /** The language tag that the browser prefers, in lower case (`de-at`); '' when unknown. */
  readonly language: string;
  /** First value of each parameter of the address; names in lower case. */
  readonly query: ReadonlyMap<string, string>;
  /** The time by IANA zone, for the zones that audiences name. */
  readonly times: ReadonlyMap<string, LocalTime>;
};

/** A moment on a wall clock; `minute` counts from midnight, 0 to 1 439. */
export type LocalTime = { readonly day: Weekday; readonly minute: number };

/** Whether a visitor belongs to an experiment's audience; an empty audience is everybody. */
export function inAudience(audience: Audience, facts: VisitorFacts): boolean {
  const { device, country, language, campaign, clickId, returning } = audience;
  return (
    (device === undefined || device.includes(facts.device)) &&
    (country === undefined || country.includes(facts.country)) &&
    (language === undefined || language.some((range) => speaks(facts.language, range))) &&
    (campaign === undefined || comesFrom(campaign, facts.query)) &&
    (clickId === undefined || clickId === hasClickId(facts.query)) &&
    (returning === undefined || returning === facts.returning) &&
    isOpen(audience, facts.times)
  );
}

/** Whether an audience leaves anybody out. */
export function isLimited(audience: Audience): boolean {
  return Object.values(audience).some((condition) => condition !== undefined);
}

/** Basic filtering of language tags: RFC 4647, section 3.3.1. */
function speaks(tag: string, range: string): boolean {
  const wanted = range.toLowerCase();
  return tag === wanted || tag.startsWith(`${wanted}-`);
}

function comesFrom(
  campaign: NonNullable<Audience['campaign']>,
  query: VisitorFacts['query'],
): boolean {
  return Object.entries(campaign).every(([parameter, patterns]) => {
    const value = query.get(parameter.toLowerCase());
    return value ? patterns.some((pattern) => fitsPattern(pattern, value)) : false;
  });
}

/** Where the time of a zone is unknown nobody is in: a page of the control harms no one. */
function isOpen({ days, hours, timeZone }: Audience, times: VisitorFacts['times']): boolean {
  if (days === undefined && hours === undefined) return true;
  const now = times.get(timeZone ?? '');
  if (now === undefined) return false;
  if (hours === undefined) return days === undefined || days.includes(now.day);
  const [from, until] = [minuteOf(hours.from), minuteOf(hours.until)];
  const pastMidnight = until < from && now.minute < until;
  const open =
    until < from ? pastMidnight || now.minute >= from : now.minute >= from && now.minute < until;
  return open && (days === undefined || days.includes(pastMidnight ? dayBefore(now.day) : now.day));
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

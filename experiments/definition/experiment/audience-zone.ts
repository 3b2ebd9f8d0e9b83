import type { Audience } from './audience.ts';

/** An audience of days or hours with its zone: its own, else the site's. Others stay as they are. */
export function audienceInZone(audience: Audience, siteTimeZone: string): Audience {
  const timed = audience.days !== undefined || audience.hours !== undefined;
  return timed ? { timeZone: siteTimeZone, ...audience } : audience;
}

/** Waits after each failed try; after the last one a message is given up: about three days in all. */
const WAITS_MS = [
  5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000,
];

/**
 * When to try again after `tries` failures, with up to a tenth more at random so that messages do
 * not come all at once; null when everything was tried. `askedMs`: a Retry-After that was asked for.
 * Source: the schedule that Standard Webhooks recommends (spec, "Deliverability and reliability").
 */
export function nextTryAt(
  tries: number,
  { now, random, askedMs = 0 }: { readonly now: number; readonly random: number; askedMs?: number },
): number | null {
  const wait = WAITS_MS[tries];
  return wait === undefined ? null : now + Math.max(wait * (1 + random / 10), askedMs);
}

/** Milliseconds of a Retry-After header in seconds or as a date (RFC 9110, 10.2.3), at most a day. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 86_400_000) : 0;
}

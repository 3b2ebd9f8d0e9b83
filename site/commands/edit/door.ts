import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Header that carries the token of this run of the server. */
export const TOKEN_HEADER = 'x-truelift-edit';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * Whether a request comes from a page of this very server: addressed to this machine by its own
 * name (a foreign name that leads here would be DNS rebinding), from the same origin, and with the
 * token that only such a page can read.
 */
export function isFromOwnPage(
  { headers }: Pick<IncomingMessage, 'headers'>,
  token: string,
): boolean {
  const given = headers[TOKEN_HEADER];
  return isOwnAddress(headers) && typeof given === 'string' && isSame(given, token);
}

/** The same without the token, for the script that brings it. */
export function isOwnAddress({
  host = '',
  origin,
  'sec-fetch-site': site,
}: IncomingMessage['headers']): boolean {
  if (!LOOPBACK.test(host)) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || origin === `http://${host}`;
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

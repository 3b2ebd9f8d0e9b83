import { CLICK_IDS } from './click-ids.ts';
import { isUnknownClickId, REDACTED } from './person-parameters.ts';
import { decodedName } from './query-parameters.ts';

/** One click id: its name in lower case, and its value. */
export type ClickPair = { readonly name: string; readonly value: string };

const NAMES = new Set(CLICK_IDS.map(({ parameter }) => parameter));
/** Printable ASCII: no network's click id holds anything else, so what does is somebody's joke. */
const OPAQUE = /^[\x21-\x7e]{1,1000}$/;

/**
 * The click ids of a query (without "?") in its order, the first of each name, those of unknown
 * networks among them. Values are opaque and
 * case-sensitive: decoded once from their percent-encoding, "+" kept, nothing trimmed or cut.
 * Source: https://support.google.com/google-ads/answer/16297842 (case);
 * https://developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/fbp-and-fbc
 */
export function clickPairs(query: string): readonly ClickPair[] {
  const pairs = new Map<string, string>();
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    if (equals <= 0) continue;
    const name = decodedName(part.slice(0, equals));
    if (!(NAMES.has(name) || isUnknownClickId(name)) || pairs.has(name)) continue;
    const value = decodedOnce(part.slice(equals + 1));
    if (OPAQUE.test(value) && value !== REDACTED) pairs.set(name, value);
  }
  return [...pairs].map(([name, value]) => ({ name, value }));
}

/**
 * Click ids as a query that `clickPairs` reads back, no longer than `room` characters: what does not
 * fit is left out whole, for half a click id is none.
 */
export function clickQuery(pairs: readonly ClickPair[], room: number): string {
  let text = '';
  for (const { name, value } of pairs) {
    const next = `${text}${text === '' ? '' : '&'}${name}=${value.replace(/[%&#=+"\\]/g, encodeURIComponent)}`;
    if (next.length <= room) text = next;
  }
  return text;
}

function decodedOnce(written: string): string {
  return written.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}

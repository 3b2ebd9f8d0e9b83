import { dayText, dayUnitId } from '#experiments/assignment/day-unit.ts';
import { fromBase64Url } from './base64url.ts';

/** The salt of a site day, ready for use. */
export type DaySalt = {
  /** HMAC key; cannot be read out again. */
  readonly key: CryptoKey;
  /** Epoch milliseconds, inclusive. */
  readonly startsAt: number;
  /** Epoch milliseconds, exclusive. */
  readonly endsAt: number;
};

const encoder = new TextEncoder();

/** The key of a stored salt. @throws when the text is no base64url */
export async function importSalt(salt: string): Promise<CryptoKey> {
  const bytes = fromBase64Url(salt);
  if (bytes === null) throw new Error('a salt of a day is no base64url');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/**
 * Who the sender of a request is today, by a keyed hash of site, network address and user agent;
 * null where one of them is missing. Address and user agent are kept nowhere.
 */
export async function dayVisitorOf(
  request: Request,
  { salt, site }: { readonly salt: DaySalt; readonly site: string },
): Promise<string | null> {
  const text = dayText({
    site,
    address: request.headers.get('CF-Connecting-IP') ?? '',
    userAgent: request.headers.get('User-Agent') ?? '',
  });
  if (text === null) return null;
  const mac = await crypto.subtle.sign('HMAC', salt.key, encoder.encode(text));
  return dayUnitId(new Uint8Array(mac), salt.startsAt);
}

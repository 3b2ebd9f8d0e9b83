import { isRole, type Role } from '#experiments/contract/role-order.ts';
import { fromBase64Url, toBase64Url } from '../visitor/base64url.ts';
import type { ReportKey } from './report-key.ts';

/** How long one exchange of the key for a session lasts. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** Binds the signing key to this use, so that a signature made elsewhere never opens a session. */
const PURPOSE = 'truelift report session 1';

/**
 * The value of a session cookie, `role.expiresAt.signature`; `expiresAt` in epoch milliseconds.
 * A report key that goes ends every session it made.
 */
export async function issueSession(key: ReportKey, role: Role, now: number): Promise<string> {
  const claim = `${role}.${now + SESSION_SECONDS * 1_000}`;
  const signature = await crypto.subtle.sign('HMAC', await signingKey(key.keys[0]), encode(claim));
  return `${claim}.${toBase64Url(new Uint8Array(signature))}`;
}

/** The role of a session cookie's value; null when it is forged, malformed or expired. */
export async function readSession(
  key: ReportKey,
  value: string,
  now: number,
): Promise<Role | null> {
  const match = /^([a-z]{1,12})\.(\d{1,15})\.([A-Za-z0-9_-]{43})$/.exec(value);
  if (match === null) return null;
  const [, role, expiresAt, signature] = match;
  const bytes = fromBase64Url(signature ?? '');
  // 43 characters carry two bits more than 32 bytes need: only one spelling is accepted.
  if (bytes === null || toBase64Url(bytes) !== signature) return null;
  const claim = encode(`${role}.${expiresAt}`);
  const verdicts = await Promise.all(
    key.keys.map(async (one) => crypto.subtle.verify('HMAC', await signingKey(one), bytes, claim)),
  );
  if (!verdicts.includes(true) || Number(expiresAt) <= now) return null;
  return isRole(role) ? role : null;
}

/** HMAC(report key, purpose) is the key of the sessions: the report key itself signs nothing else. */
async function signingKey(key: ReportKey['keys'][number]): Promise<CryptoKey> {
  const parent = await importHmac(key.bytes);
  return importHmac(await crypto.subtle.sign('HMAC', parent, encode(PURPOSE)));
}

function importHmac(bytes: BufferSource): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
}

function encode(text: string): BufferSource {
  return new TextEncoder().encode(text);
}

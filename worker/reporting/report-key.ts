import { fromBase64Url } from '../visitor/base64url.ts';

/** Fewest random bytes of a report key; anything a person can remember is guessed. */
const MIN_KEY_BYTES = 32;

/** Why the report key cannot open anything. */
export type KeyRefusal = {
  readonly ok: false;
  readonly reason: 'key-missing' | 'key-too-short';
};

export type ReportKey = {
  readonly ok: true;
  readonly text: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/**
 * The configured key, or why the report stays closed: `key-missing` without the secret,
 * `key-too-short` when it is no base64url text of at least 32 bytes.
 */
export function readReportKey(secret: string | undefined): ReportKey | KeyRefusal {
  if (secret === undefined || secret === '') return { ok: false, reason: 'key-missing' };
  const bytes = fromBase64Url(secret.replace(/=+$/, ''));
  if (bytes === null || bytes.length < MIN_KEY_BYTES) return { ok: false, reason: 'key-too-short' };
  return { ok: true, text: secret, bytes };
}

/** Whether a presented key is the configured one, in time that does not depend on where they differ. */
export async function isReportKey(key: ReportKey, presented: string): Promise<boolean> {
  // timingSafeEqual throws on unequal lengths; digests always have the same.
  const [mine, theirs] = await Promise.all([digest(key.text), digest(presented)]);
  return crypto.subtle.timingSafeEqual(mine, theirs);
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text.toWellFormed()));
}

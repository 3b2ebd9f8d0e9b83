import { canBeKey } from '#experiments/contract/secret-key.ts';
import { fromBase64Url } from '../visitor/base64url.ts';

/** Why the report key cannot open anything. */
export type KeyRefusal = {
  readonly ok: false;
  readonly reason: 'key-missing' | 'key-too-short';
};

type OneKey = { readonly text: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** The first key makes sessions; those behind it open the report, too, while keys are exchanged. */
export type ReportKey = { readonly ok: true; readonly keys: readonly [OneKey, ...OneKey[]] };

/**
 * The configured key, or several between commas, or why the report stays closed: `key-missing`
 * without the secret, `key-too-short` when one is no base64url text of at least 32 random bytes.
 */
export function readReportKey(secret: string | undefined): ReportKey | KeyRefusal {
  if (secret === undefined || secret === '') return { ok: false, reason: 'key-missing' };
  const keys = secret.split(',').map((part) => oneKey(part.trim()));
  const [first, ...older] = keys.filter((key) => key !== null);
  if (first === undefined || keys.includes(null)) return { ok: false, reason: 'key-too-short' };
  return { ok: true, keys: [first, ...older] };
}

function oneKey(text: string): OneKey | null {
  const bytes = fromBase64Url(text.replace(/=+$/, ''));
  return bytes === null || !canBeKey(bytes) ? null : { text, bytes };
}

/** Whether a presented key is a configured one, in time that does not depend on where they differ. */
export async function isReportKey({ keys }: ReportKey, presented: string): Promise<boolean> {
  // timingSafeEqual throws on unequal lengths; digests always have the same.
  const [theirs, ...ours] = await Promise.all(
    [presented, ...keys.map(({ text }) => text)].map(digest),
  );
  return ours
    .map((mine) => crypto.subtle.timingSafeEqual(mine, theirs as ArrayBuffer))
    .includes(true);
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text.toWellFormed()));
}

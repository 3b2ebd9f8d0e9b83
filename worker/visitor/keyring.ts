import { canBeKey } from '#experiments/contract/secret-key.ts';
import { fromBase64Url } from './base64url.ts';

/** A secret with its public id; ids tell which key a text was made with after a rotation. */
export type NamedKey = { readonly kid: string; readonly key: CryptoKey };

/** Keys of one purpose: the first makes new texts, all read old ones. */
export type Keyring = readonly [NamedKey, ...NamedKey[]];

const remembered = new Map<string, Keyring>();

/**
 * Reads `kid:base64url,kid:base64url`. Null when the secret is missing or malformed, or a key is
 * shorter than 32 bytes or somebody's example: then whatever needs it stays closed.
 */
export async function keyring(
  secret: string | undefined,
  algorithm: 'HMAC' | 'AES-GCM',
): Promise<Keyring | null> {
  if (!secret) return null;
  const name = `${algorithm} ${secret}`;
  const known = remembered.get(name);
  if (known) return known;
  const keys: NamedKey[] = [];
  for (const entry of secret.split(',')) {
    const [, kid, text] = /^\s*([a-z0-9]{1,8}):([A-Za-z0-9_-]+)\s*$/.exec(entry) ?? [];
    const bytes = text ? fromBase64Url(text) : null;
    if (!kid || !bytes || !canBeKey(bytes)) return null;
    keys.push({ kid, key: await importKey(bytes, algorithm) });
  }
  const [first, ...rest] = keys;
  if (!first) return null;
  const ring: Keyring = [first, ...rest];
  remembered.set(name, ring);
  return ring;
}

function importKey(
  bytes: Uint8Array<ArrayBuffer>,
  algorithm: 'HMAC' | 'AES-GCM',
): Promise<CryptoKey> {
  return algorithm === 'HMAC'
    ? crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    : crypto.subtle.importKey('raw', bytes.slice(0, 32), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

import type { Keyring, NamedKey } from '../visitor/keyring.ts';
import { sign } from '../visitor/signature.ts';

/**
 * By what a person's leads are found without keeping the address: a keyed hash (HMAC-SHA-256) of the
 * trimmed lower-cased e-mail address, `kid.hash`, with every signing key of the ring. The first is
 * what a new lead is stored under; to find leads, look for any of them. Empty without an address.
 *
 * When signing keys rotate, a lead is stored anew under the first key for as long as its personal
 * data are kept (`resealLeads`); older ones are found while their key stays in the ring.
 */
export function emailKeys(keys: Keyring, email: string): Promise<readonly string[]> {
  const plain = email.trim().toLowerCase();
  return Promise.all(plain === '' ? [] : keys.map((key) => keyUnder(key, plain)));
}

async function keyUnder(key: NamedKey, email: string): Promise<string> {
  return `${key.kid}.${await sign([key], 'email', email)}`;
}

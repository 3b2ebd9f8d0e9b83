import { emailKeys } from '../leads/email-key.ts';
import { toHex } from '../visitor/hex.ts';
import type { Keyring } from '../visitor/keyring.ts';

/**
 * The name of an event that its sender gave none: a digest of everything that it says, the address
 * hashed by a key of the site's own, so that the same row sent again is the same event.
 */
export async function rowId(content: string, email: unknown, keys: Keyring): Promise<string> {
  const [address = ''] = await emailKeys(keys, typeof email === 'string' ? email : '');
  const text = new TextEncoder().encode(`${content}\n${address}`);
  return `row:${toHex(await crypto.subtle.digest('SHA-256', text)).slice(0, 32)}`;
}

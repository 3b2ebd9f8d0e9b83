import { fromBase64Url, toBase64Url } from './base64url.ts';
import type { Keyring } from './keyring.ts';

/** AES-GCM's recommended nonce length (NIST SP 800-38D, section 8.2). */
const NONCE_BYTES = 12;

/** Encrypts personal data for storage: `kid.nonce.ciphertext`, bound to `context` (the row's id). */
export async function seal(keys: Keyring, text: string, context: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const additionalData = new TextEncoder().encode(context);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    keys[0].key,
    new TextEncoder().encode(text),
  );
  return `${keys[0].kid}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
}

/** The text of a sealed value; null when its key is gone or it was made for another row. */
export async function unseal(
  keys: Keyring,
  sealed: string,
  context: string,
): Promise<string | null> {
  const [kid, nonce, ciphertext] = sealed.split('.');
  const named = keys.find((key) => key.kid === kid);
  const iv = fromBase64Url(nonce ?? '');
  const bytes = fromBase64Url(ciphertext ?? '');
  if (!named || !iv || !bytes) return null;
  const additionalData = new TextEncoder().encode(context);
  try {
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData },
      named.key,
      bytes,
    );
    return new TextDecoder().decode(opened);
  } catch {
    return null;
  }
}

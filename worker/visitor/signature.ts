import { toBase64Url } from './base64url.ts';
import type { Keyring, NamedKey } from './keyring.ts';

/** What a signature is for; one made for a cookie never passes as a view's. */
export type Purpose =
  | 'cookie'
  | 'joined'
  | 'choice'
  | 'view'
  | 'thanks'
  /** E-mail addresses, to find what somebody sent. */
  | 'email'
  | 'confirm'
  | 'preview'
  | 'share'
  | 'handoff';

/** 128 bits of HMAC-SHA-256 (RFC 2104, section 5 allows truncation to half), 22 characters. */
const SIGNATURE_BYTES = 16;
const encoder = new TextEncoder();

/** Signs a text for a purpose with the ring's first key. */
export async function sign(keys: Keyring, purpose: Purpose, text: string): Promise<string> {
  return signWith(keys[0], purpose, text);
}

/** Whether the signature over the text is by the named key of the ring. Never throws. */
export async function verify(
  keys: Keyring,
  purpose: Purpose,
  signed: { readonly kid: string; readonly text: string; readonly signature: string },
): Promise<boolean> {
  const named = keys.find((key) => key.kid === signed.kid);
  if (!named) return false;
  return equalInConstantTime(await signWith(named, purpose, signed.text), signed.signature);
}

async function signWith(named: NamedKey, purpose: Purpose, text: string): Promise<string> {
  const message = encoder.encode(`${purpose}\n${named.kid}\n${text}`);
  const mac = await crypto.subtle.sign('HMAC', named.key, message);
  return toBase64Url(new Uint8Array(mac, 0, SIGNATURE_BYTES));
}

function equalInConstantTime(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length;
  for (let index = 0; index < expected.length; index++) {
    difference |= expected.charCodeAt(index) ^ given.charCodeAt(index);
  }
  return difference === 0;
}

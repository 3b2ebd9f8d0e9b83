import type { View } from '#experiments/contract/token.ts';
import { toBase64Url } from '../visitor/base64url.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { sign } from '../visitor/signature.ts';

const encoder = new TextEncoder();

/** Signs what was served to whom: `1.{kid}.{payload}.{signature}`, the visitor inside the signature. */
export async function writeViewToken(
  view: View,
  visitorId: string,
  keys: Keyring,
): Promise<string> {
  const payload = toBase64Url(encoder.encode(JSON.stringify(view)));
  return `1.${keys[0].kid}.${payload}.${await sign(keys, 'view', `${payload}.${visitorId}`)}`;
}

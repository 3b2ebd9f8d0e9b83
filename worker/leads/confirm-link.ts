import type { Keyring } from '../visitor/keyring.ts';
import { sign, verify } from '../visitor/signature.ts';

/** Path of the page that asks whether a form was sent by them. */
export const CONFIRM_PATH = '/_tl/confirm';
/** Parameter of the link, and name of the input, that says which lead it is about. */
export const CONFIRM_PARAMETER = 'lead';

export type ConfirmRefusal = 'invalid-link' | 'expired-link';

/** The path that an e-mail leads to: signed, for one lead, until `expiresAt` (epoch milliseconds). */
export async function confirmLink(
  leadId: string,
  { keys, expiresAt }: { readonly keys: Keyring; readonly expiresAt: number },
): Promise<string> {
  const text = `${leadId}.${expiresAt.toString(36)}`;
  const token = `${keys[0].kid}.${text}.${await sign(keys, 'confirm', text)}`;
  return `${CONFIRM_PATH}?${CONFIRM_PARAMETER}=${token}`;
}

/** The lead that a link is about, when it is ours and works still. Never throws. */
export async function readConfirmLink(
  token: string,
  { keys, now }: { readonly keys: Keyring; readonly now: number },
): Promise<
  | { readonly ok: true; readonly leadId: string }
  | { readonly ok: false; readonly reason: ConfirmRefusal }
> {
  const [, kid, text, leadId, expires, signature] =
    /^([a-z0-9]{1,8})\.(([0-9a-f-]{36})\.([0-9a-z]{1,9}))\.([\w-]{22})$/.exec(token.trim()) ?? [];
  const ours =
    kid && text && signature && (await verify(keys, 'confirm', { kid, text, signature }));
  if (!ours || !leadId || !expires) return { ok: false, reason: 'invalid-link' };
  return now >= Number.parseInt(expires, 36)
    ? { ok: false, reason: 'expired-link' }
    : { ok: true, leadId };
}

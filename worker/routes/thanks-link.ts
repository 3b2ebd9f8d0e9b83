import { THANKS_PARAMETER } from '#experiments/contract/forms.ts';
import { fromBase64Url, toBase64Url } from '../visitor/base64url.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { sign, verify } from '../visitor/signature.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A thanks link opens for a day, so that a reload or the back button still finds the page. */
const THANKS_LIFE_MS = 86_400_000;

/** What a thanks link was made for. */
export type ThanksResult = {
  readonly leadId: string;
  /** Key of the combination whose form was sent; empty for the control's. */
  readonly key: string;
};

/** The path that a valid submit leads to: the thanks page with a signed result for one lead. */
export async function thanksLink(
  path: string,
  { leadId, key }: ThanksResult,
  { keys, now }: { readonly keys: Keyring; readonly now: number },
): Promise<string> {
  const expires = (now + THANKS_LIFE_MS).toString(36);
  const text = [leadId, expires, ...(key === '' ? [] : [toBase64Url(encoder.encode(key))])].join(
    '.',
  );
  const result = `${keys[0].kid}.${text}.${await sign(keys, 'thanks', `${path} ${text}`)}`;
  return `${path}?${THANKS_PARAMETER}=${result}`;
}

/** What a thanks link was made for; null when it is forged, expired or for another page. */
export async function readThanks(
  url: URL,
  path: string,
  { keys, now }: { readonly keys: Keyring; readonly now: number },
): Promise<ThanksResult | null> {
  const [, kid, text, leadId, expires, key, signature] =
    /^([a-z0-9]{1,8})\.(([0-9a-f-]{36})\.([0-9a-z]{1,9})(?:\.([\w-]+))?)\.([\w-]{22})$/.exec(
      url.searchParams.get(THANKS_PARAMETER) ?? '',
    ) ?? [];
  if (!kid || !text || !leadId || !expires || !signature) return null;
  const ours = await verify(keys, 'thanks', { kid, text: `${path} ${text}`, signature });
  if (!ours || now >= Number.parseInt(expires, 36)) return null;
  return { leadId, key: key ? decoder.decode(fromBase64Url(key) ?? new Uint8Array()) : '' };
}

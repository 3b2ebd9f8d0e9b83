import { THANKS_PARAMETER } from '#experiments/contract/forms.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { sign, verify } from '../visitor/signature.ts';

/** A thanks link opens for a day, so that a reload or the back button still finds the page. */
const THANKS_LIFE_MS = 86_400_000;

/** The path that a valid submit leads to: the thanks page with a signed result for one lead. */
export async function thanksLink(
  path: string,
  leadId: string,
  { keys, now }: { readonly keys: Keyring; readonly now: number },
): Promise<string> {
  const text = `${leadId}.${(now + THANKS_LIFE_MS).toString(36)}`;
  const result = `${keys[0].kid}.${text}.${await sign(keys, 'thanks', `${path} ${text}`)}`;
  return `${path}?${THANKS_PARAMETER}=${result}`;
}

/** The lead that a thanks link was made for; null when it is forged, expired or for another page. */
export async function readThanks(
  url: URL,
  path: string,
  { keys, now }: { readonly keys: Keyring; readonly now: number },
): Promise<string | null> {
  const [, kid, leadId, expires, signature] =
    /^([a-z0-9]{1,8})\.([0-9a-f-]{36})\.([0-9a-z]{1,9})\.([\w-]{22})$/.exec(
      url.searchParams.get(THANKS_PARAMETER) ?? '',
    ) ?? [];
  if (!kid || !leadId || !expires || !signature) return null;
  const text = `${leadId}.${expires}`;
  const ours = await verify(keys, 'thanks', { kid, text: `${path} ${text}`, signature });
  return ours && now < Number.parseInt(expires, 36) ? leadId : null;
}

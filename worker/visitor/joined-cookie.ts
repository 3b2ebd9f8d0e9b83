import { cookieName, cookieValue, setCookieHeader } from './cookie.ts';
import type { Keyring } from './keyring.ts';
import { sign, verify } from './signature.ts';

/** Whose cookie, and with what it is signed. */
export type JoinedContext = { readonly visitorId: string; readonly keys: Keyring };

const SUFFIX = '-in';
const SEPARATOR = '~';

/**
 * Ids of the experiments whose audience the visitor has been in, oldest first, from the signed
 * cookie. Empty when there is none, or when it was not made for this visitor.
 */
export async function readJoined(
  request: Request,
  url: URL,
  { visitorId, keys }: JoinedContext,
): Promise<readonly string[]> {
  const value = cookieValue(request, cookieName(url, SUFFIX));
  const [, kid, ids, signature] =
    /^1\.([a-z0-9]{1,8})\.([a-z0-9~-]{1,3000})\.([\w-]{22})$/.exec(value ?? '') ?? [];
  if (!kid || !ids || !signature) return [];
  const text = `${ids}.${visitorId}`;
  return (await verify(keys, 'joined', { kid, text, signature })) ? ids.split(SEPARATOR) : [];
}

/** The header that remembers the experiments, for as long as the visitor's own cookie. */
export async function joinedCookie(
  ids: readonly string[],
  url: URL,
  { visitorId, keys }: JoinedContext,
): Promise<string> {
  const list = ids.join(SEPARATOR);
  const signature = await sign(keys, 'joined', `${list}.${visitorId}`);
  return setCookieHeader(cookieName(url, SUFFIX), `1.${keys[0].kid}.${list}.${signature}`, url);
}

import { bornAt } from '#experiments/assignment/epoch.ts';
import { cookieName, cookieValue, setCookieHeader } from './cookie.ts';
import type { Keyring } from './keyring.ts';
import { sign, verify } from './signature.ts';
import { newVisitorId } from './visitor-id.ts';

/** Who the visitor is, and the cookie to set when the id is new or its cookie is due. */
export type Identity = {
  readonly visitorId: string;
  /** Came with a valid cookie. */
  readonly returning: boolean;
  readonly setCookie: string | null;
};

/** The life slides at most weekly, so that most answers carry no Set-Cookie. */
const RENEW_MS = 7 * 86_400_000;

/** The visitor of a request from its signed cookie; null when there is none that verifies. */
export async function readVisitor(
  request: Request,
  url: URL,
  keys: Keyring,
): Promise<{ readonly visitorId: string; readonly renew: (now: number) => boolean } | null> {
  const value = cookieValue(request, cookieName(url));
  const [, kid, visitorId, issued, signature] =
    /^1\.([a-z0-9]{1,8})\.([0-9a-f-]{36})\.([0-9a-z]{1,8})\.([\w-]{22})$/.exec(value ?? '') ?? [];
  if (!kid || !visitorId || !issued || !signature || bornAt(visitorId) === null) return null;
  const text = `${visitorId}.${issued}`;
  if (!(await verify(keys, 'cookie', { kid, text, signature }))) return null;
  const issuedAt = Number.parseInt(issued, 36) * 1000;
  return {
    visitorId,
    renew: (now) => kid !== keys[0].kid || now - issuedAt > RENEW_MS,
  };
}

/** The visitor of a page view: the known one, or a new one with its cookie. */
export async function identify(
  request: Request,
  url: URL,
  context: { readonly keys: Keyring; readonly now: number },
): Promise<Identity> {
  const known = await readVisitor(request, url, context.keys);
  const visitorId = known?.visitorId ?? newVisitorId(context.now);
  const due = known === null || known.renew(context.now);
  return {
    visitorId,
    returning: known !== null,
    setCookie: due ? await visitorCookie(visitorId, url, context) : null,
  };
}

/** The header that makes a browser known as this visitor. */
export async function visitorCookie(
  visitorId: string,
  url: URL,
  { keys, now }: { readonly keys: Keyring; readonly now: number },
): Promise<string> {
  const text = `${visitorId}.${Math.floor(now / 1000).toString(36)}`;
  const value = `1.${keys[0].kid}.${text}.${await sign(keys, 'cookie', text)}`;
  return setCookieHeader(cookieName(url), value, url);
}

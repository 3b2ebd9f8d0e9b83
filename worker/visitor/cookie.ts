const DAY_SECONDS = 86_400;
/** CNIL allows 13 months at most for audience measurement; half a year covers paid campaigns. */
const COOKIE_DAYS = 180;
/** Longer Cookie headers are not ours to parse. */
const MAX_COOKIE_HEADER = 16_384;

/** A name for this address: Safari keeps no Secure cookie on http loopback, so that has its own. */
export function cookieName(url: URL, suffix = ''): string {
  return `${isHttpLoopback(url) ? 'tl-dev' : '__Host-tl'}${suffix}`;
}

/** First cookie of that name (RFC 6265, section 5.4 leaves the order to the browser). */
export function cookieValue(request: Request, name: string): string | null {
  const header = request.headers.get('Cookie');
  if (!header || header.length > MAX_COOKIE_HEADER) return null;
  for (const pair of header.split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}

/** Every cookie of a request as name and value, whatever the value holds. */
export function allCookies(request: Request): readonly (readonly [name: string, value: string])[] {
  const header = request.headers.get('Cookie');
  if (!header || header.length > MAX_COOKIE_HEADER) return [];
  return header.split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    return equals <= 0 ? [] : [[pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]];
  });
}

/** The header that sets a cookie which no script and no other site's request can read. */
export function setCookieHeader(name: string, value: string, url: URL): string {
  const secure = isHttpLoopback(url) ? '' : '; Secure';
  const maxAge = COOKIE_DAYS * DAY_SECONDS;
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

/** The header that takes a cookie away. */
export function dropCookieHeader(name: string, url: URL): string {
  const secure = isHttpLoopback(url) ? '' : '; Secure';
  return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`;
}

/** Plain http on this machine: the only place where a cookie goes without Secure. */
export function isHttpLoopback(url: URL): boolean {
  return (
    url.protocol === 'http:' &&
    (url.hostname === 'localhost' ||
      url.hostname === '[::1]' ||
      /^127(\.\d{1,3}){3}$/.test(url.hostname))
  );
}

import { isHttpLoopback } from '../visitor/cookie.ts';
import { SESSION_SECONDS } from './session.ts';

/**
 * The `Set-Cookie` value of a report session. `__Host-` and Secure everywhere except on http
 * loopback, where Safari would keep no Secure cookie. SameSite=Lax: with Strict a link from chat
 * would arrive without the cookie and find the report closed; nothing that a GET shows is changed
 * by it.
 */
export function sessionCookie(url: URL, value: string): string {
  const secure = isHttpLoopback(url) ? '' : '; Secure';
  return `${cookieName(url)}=${value}; Path=/; Max-Age=${SESSION_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}

/** Every value that the request carries under the session's name; a planted twin hides nothing. */
export function sessionValues(url: URL, cookieHeader: string | null): readonly string[] {
  const prefix = `${cookieName(url)}=`;
  return (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length));
}

function cookieName(url: URL): string {
  return isHttpLoopback(url) ? 'tl-report-dev' : '__Host-tl-report';
}

import type { MiddlewareHandler } from 'hono';
import { allows, type Role } from '#experiments/contract/role-order.ts';
import type { Env } from '../env.ts';
import { type ClosedReason, closedAnswer } from './closed.ts';
import { setReportHeaders } from './report-headers.ts';
import { isReportKey, type ReportKey, readReportKey } from './report-key.ts';
import { issueSession, readSession } from './session.ts';
import { sessionCookie, sessionValues } from './session-cookie.ts';

/** What access is decided from, and what it leaves for the routes behind it. */
export type AccessEnv = {
  Bindings: Pick<Env, 'TRUELIFT_REPORT_KEY'>;
  Variables: { role: Role };
};

/** Query parameter that carries the report key once. */
const KEY_PARAMETER = 'key';

/**
 * Guards everything below /report/, pages and API alike: lets a request with at least the needed
 * role pass (`c.get('role')` says which), answers every other one with the same 401, and sets the
 * headers of the report on whatever is answered. Closed as long as no valid key is configured.
 *
 * In: `Authorization: Bearer {key}`, a session cookie, or once `?key=…`, which is exchanged for
 * the cookie by a 303 to the same address without the key.
 */
export function requireAccess(needed: Role): MiddlewareHandler<AccessEnv> {
  return async (c, next) => {
    const answer = await refusalOrRedirect(c.req.raw, c.env.TRUELIFT_REPORT_KEY, needed);
    if (answer instanceof Response) {
      c.res = answer;
    } else {
      c.set('role', answer);
      await next();
    }
    // Some answers come with immutable headers.
    c.res = new Response(c.res.body, c.res);
    setReportHeaders(c.res.headers);
  };
}

/** The role that a request has by bearer key or session; null without either or without a key. */
export async function accessRole(
  request: Request,
  secret: string | undefined,
): Promise<Role | null> {
  const key = readReportKey(secret);
  return key.ok ? roleOf(request, key, Date.now()) : null;
}

async function refusalOrRedirect(
  request: Request,
  secret: string | undefined,
  needed: Role,
): Promise<Response | Role> {
  const url = new URL(request.url);
  const closed = (reason: ClosedReason) => closedAnswer(url.pathname, reason);
  const key = readReportKey(secret);
  if (!key.ok) return closed(key.reason);
  const now = Date.now();
  const presented = url.searchParams.get(KEY_PARAMETER);
  if (presented !== null && isRead(request)) {
    if (!(await isReportKey(key, presented))) return closed('no-access');
    return exchange(url, await issueSession(key, 'editor', now));
  }
  const role = await roleOf(request, key, now);
  if (role === null) return closed('no-access');
  return allows(role, needed) ? role : closed('role-too-low');
}

/** The key itself is an editor; a session is what it was issued for. */
async function roleOf(request: Request, key: ReportKey, now: number): Promise<Role | null> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
  if (bearer !== undefined) return (await isReportKey(key, bearer)) ? 'editor' : null;
  for (const value of sessionValues(new URL(request.url), request.headers.get('Cookie'))) {
    const role = await readSession(key, value, now);
    if (role !== null) return role;
  }
  return null;
}

/** Sends the browser to the same address without the key, so that it stays in no history entry. */
function exchange(url: URL, session: string): Response {
  const target = new URL(url);
  target.searchParams.delete(KEY_PARAMETER);
  return new Response(null, {
    status: 303,
    headers: {
      Location: `${target.pathname}${target.search}`,
      'Set-Cookie': sessionCookie(url, session),
    },
  });
}

function isRead(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

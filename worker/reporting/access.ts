import type { MiddlewareHandler } from 'hono';
import { allows, type Role } from '#experiments/contract/role-order.ts';
import { createSigningKeys, type SigningKeys } from './access-keys.ts';
import { type ClosedReason, closedAnswer } from './closed.ts';
import { accessSettings } from './cloudflare-access.ts';
import { type Reader, type ReaderEnv, recognize } from './reader.ts';
import { setReportHeaders } from './report-headers.ts';
import { isReportKey, readReportKey } from './report-key.ts';
import { issueSession } from './session.ts';
import { sessionCookie } from './session-cookie.ts';
import { createWrongTries, type WrongTries } from './wrong-tries.ts';

/** What access is decided from, and what it leaves for the routes behind it. */
export type AccessEnv = {
  Bindings: ReaderEnv;
  Variables: { reader: Reader };
};

/** Query parameter that carries the report key once. */
const KEY_PARAMETER = 'key';

/** What the guard keeps in the isolate: Access's published keys, and who guessed wrong. */
export type GuardMemory = { readonly accessKeys: SigningKeys; readonly wrongTries: WrongTries };

const memory: GuardMemory = {
  accessKeys: createSigningKeys(),
  wrongTries: createWrongTries(),
};

/**
 * Guards everything below /report/, pages and API alike: lets a request with at least the needed
 * role pass (`c.get('reader')` says who), answers every other one with the same 401, and sets the
 * headers of the report on whatever is answered. Closed as long as neither a valid key nor
 * Cloudflare Access is configured.
 *
 * In: Cloudflare Access, `Authorization: Bearer {key}`, a session cookie, a share link, or once
 * `?key=…`, which is exchanged for the cookie by a 303 to the same address without the key.
 */
export function requireAccess(
  needed: Role,
  guard: GuardMemory = memory,
): MiddlewareHandler<AccessEnv> {
  return async (c, next) => {
    const answer = await refusalOrReader(c.req.raw, c.env, { needed, guard });
    if (answer instanceof Response) {
      c.res = answer;
    } else {
      c.set('reader', answer);
      await next();
    }
    // Some answers come with immutable headers.
    c.res = new Response(c.res.body, c.res);
    setReportHeaders(c.res.headers);
  };
}

/** Whether a request may read the whole report, for answers that say more to those who may. */
export async function readsAll(request: Request, env: ReaderEnv): Promise<boolean> {
  const now = Date.now();
  const reader = await recognize(request, env, { accessKeys: memory.accessKeys, now });
  return typeof reader === 'object' && reader.only === null;
}

async function refusalOrReader(
  request: Request,
  env: ReaderEnv,
  { needed, guard }: { readonly needed: Role; readonly guard: GuardMemory },
): Promise<Response | Reader> {
  const { accessKeys, wrongTries } = guard;
  const url = new URL(request.url);
  const now = Date.now();
  const closed = (reason: ClosedReason) => closedAnswer(url.pathname, reason);
  const key = readReportKey(env.TRUELIFT_REPORT_KEY);
  if (!key.ok && accessSettings(env) === null) return closed(key.reason);
  const address = request.headers.get('CF-Connecting-IP') ?? 'unknown';
  if (wrongTries.waits(address, now)) return closed('too-many-tries');
  const presented = url.searchParams.get(KEY_PARAMETER);
  if (presented !== null && isRead(request)) {
    if (key.ok && (await isReportKey(key, presented))) {
      return exchange(url, await issueSession(key, 'editor', now));
    }
    wrongTries.wrong(address, now);
    return closed('no-access');
  }
  const reader = await recognize(request, env, { accessKeys, now });
  if (reader === 'wrong-key') wrongTries.wrong(address, now);
  if (typeof reader === 'string') return closed('no-access');
  return allows(reader.role, needed) ? reader : closed('role-too-low');
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

import { logEvent } from '../log.ts';

/** The answer to a fault of ours: 500, with the id of the line that says in the log what it was. */
export function failed({ method, url }: Request, error: unknown): Response {
  const id = crypto.randomUUID();
  logEvent('error', 'unhandled', { id, route: routeOf(new URL(url).pathname), method, error });
  return new Response(`Something failed on our side. Please try again. (${id})\n`, {
    status: 500,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}

/** Which door it was, without what stands behind its name: that may be anything. */
function routeOf(path: string): string {
  return /^\/(?:_tl\/[a-z]+|report(?:\/api)?)(?=\/|$)/.exec(path)?.[0] ?? 'page';
}

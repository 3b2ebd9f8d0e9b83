import { logEvent } from '../log.ts';

/** The answer to a fault of ours: 500, with the id of the line that says in the log what it was. */
export function failed({ method }: Request, error: unknown): Response {
  const id = crypto.randomUUID();
  logEvent('error', 'unhandled', { id, method, error });
  return new Response(`Something failed on our side. Please try again. (${id})\n`, {
    status: 500,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}

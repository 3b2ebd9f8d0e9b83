import { isRole } from '#experiments/contract/role-order.ts';
import type { Reader } from './reader.ts';

/** Carries the reader from the guard to the page that Astro renders; whatever came in is replaced. */
const READER_HEADER = 'X-Truelift-Reader';

/** The request as the page behind the guard gets it. */
export function withReader(request: Request, reader: Reader): Request {
  const headers = new Headers(request.headers);
  headers.set(READER_HEADER, encodeURIComponent(JSON.stringify(reader)));
  return new Request(request, { headers });
}

/** Who reads a page; the least that anybody can be where the guard named nobody. */
export function readerOf(request: Request): Reader {
  const text = request.headers.get(READER_HEADER);
  if (text === null) return { role: 'viewer', actor: 'nobody', only: '' };
  const { role, actor, only } = JSON.parse(decodeURIComponent(text)) as Record<string, unknown>;
  return {
    role: typeof role === 'string' && isRole(role) ? role : 'viewer',
    actor: String(actor),
    only: typeof only === 'string' ? only : null,
  };
}

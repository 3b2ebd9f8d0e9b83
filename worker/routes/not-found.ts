import type { PageReader } from '../landing/page-memory.ts';
import { staticPage } from '../landing/static-page.ts';

/** The friendly 404 page; plain words where the build has none. */
export async function notFound(
  request: Request,
  context: { readonly readPage: PageReader; readonly now: number },
): Promise<Response> {
  const page = await staticPage(request, '/404', { ...context, status: 404 });
  return (
    page ??
    new Response('There is no page at this address.\n', {
      status: 404,
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'private, no-cache',
      },
    })
  );
}

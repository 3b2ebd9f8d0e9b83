import type { Reader } from '../reporting/reader.ts';
import { withReader } from '../reporting/reader-header.ts';

/** Asks the page of an experiment for itself as one file. */
const FILE_PARAMETER = 'file';

/**
 * `GET /report/api/experiments/{id}.html`: the page of an experiment as one file that can be kept,
 * sent and read offline. The page draws it; here it gets a name.
 */
export async function reportFile(
  request: Request,
  id: string,
  {
    reader,
    renderPage,
  }: { readonly reader: Reader; readonly renderPage: (request: Request) => Promise<Response> },
): Promise<Response> {
  const url = new URL(request.url);
  url.pathname = `/report/${id}/`;
  url.search = `?${FILE_PARAMETER}`;
  const page = await renderPage(withReader(new Request(url), reader));
  const response = new Response(page.body, page);
  if (page.ok) {
    response.headers.set('Content-Disposition', `attachment; filename="${id}.html"`);
  }
  return response;
}

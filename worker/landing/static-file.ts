import { FILE_POLICY } from '#experiments/contract/safe-headers.ts';

/**
 * A file of the site that is no page, as the assets answer for it: whole, a part, or that the
 * visitor's copy is still good. Null for pages, which have no validators, and for what is not there.
 */
export async function staticFile(request: Request, assets: Fetcher): Promise<Response | null> {
  const answer = await assets.fetch(request);
  if (answer.status === 200 || answer.status === 206) return isPage(answer) ? null : asFile(answer);
  if (answer.status !== 304 && answer.status !== 416) return null;
  // Such an answer does not always name its type.
  const whole = await assets.fetch(new Request(request.url, { method: 'HEAD' }));
  return whole.status === 200 && !isPage(whole) ? asFile(answer) : null;
}

function asFile(answer: Response): Response {
  const file = new Response(answer.body, answer);
  file.headers.set('Content-Security-Policy', FILE_POLICY);
  return file;
}

function isPage({ headers }: Response): boolean {
  return headers.get('Content-Type')?.startsWith('text/html') ?? false;
}

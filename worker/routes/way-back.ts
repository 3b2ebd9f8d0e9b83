import { CHOICES_PATH } from '#experiments/contract/consent-form.ts';

/** What the page of choices says after a form was sent. */
export type Done = 'saved' | 'erased' | 'failed';

/** Query parameter by which that page knows. */
export const DONE_PARAMETER = 'done';

/**
 * Where a form leads back to: the page of this site that it was on, byte for byte, so that campaign
 * parameters stay; the page of choices where the browser does not say. Only that one is told.
 */
export function wayBack(request: Request, url: URL, done: Done): string {
  const referrer = request.headers.get('Referer') ?? '';
  const from = URL.parse(referrer);
  if (from === null || from.origin !== url.origin)
    return `${CHOICES_PATH}?${DONE_PARAMETER}=${done}`;
  if (from.pathname.startsWith(CHOICES_PATH)) return `${from.pathname}?${DONE_PARAMETER}=${done}`;
  // A path with two slashes in front would be an address of another host.
  const rest = referrer.slice(from.origin.length).split('#', 1)[0] ?? '';
  return /^\/(?![/\\])/.test(rest) ? rest : '/';
}

/**
 * The parameters that a form's page was opened with, for its keyword slots: from the same-origin
 * referrer, which browsers send whole. Empty where there is none.
 */
export function formWords(request: Request, url: URL): URLSearchParams {
  const referrer = URL.parse(request.headers.get('Referer') ?? '');
  return referrer?.origin === url.origin ? referrer.searchParams : new URLSearchParams();
}

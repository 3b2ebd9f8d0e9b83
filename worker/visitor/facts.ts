import type { VisitorFacts } from '#experiments/assignment/eligibility.ts';

/** Device class from the client hint, else from the user agent; the text itself is not kept. */
export function deviceOf(headers: Headers): VisitorFacts['device'] {
  const agent = headers.get('User-Agent') ?? '';
  if (/iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/i.test(agent)) return 'tablet';
  if (headers.get('Sec-CH-UA-Mobile') === '?1' || /Mobi|iPhone|iPod/i.test(agent)) return 'mobile';
  return 'desktop';
}

/** Country of the request as the network gives it, '' when unknown (also Tor's T1). */
export function countryOf(request: Request): string {
  const country = (request as Request<unknown, IncomingRequestCfProperties>).cf?.country;
  return country && /^[A-Z]{2}$/.test(country) ? country : '';
}

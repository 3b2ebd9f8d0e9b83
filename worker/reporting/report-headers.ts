import { styleHash } from '../style-hash.ts';

/**
 * Policy of every report page: markup and one stylesheet file of this site, nothing else. No
 * script runs, nothing is embedded, nobody frames it. No text becomes code: the browser refuses every
 * string where markup or a script is expected.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Policy of a report as one file, whose styles are inside: these, and nothing else. */
export async function filePolicy(styles: string): Promise<string> {
  return `default-src 'none'; style-src ${await styleHash(styles)}; base-uri 'none'; form-action 'none'`;
}

/** Policy of a page that runs this site's own script files and fetches nothing. */
export const SCRIPTED_POLICY = `${CONTENT_SECURITY_POLICY}; script-src 'self'`;

/**
 * The headers of every answer below /report/, closed and failed ones included: not kept, not
 * indexed, not framed, no address handed on. A policy that an answer brings itself stays.
 */
export function setReportHeaders(headers: Headers): void {
  if (!headers.has('Content-Security-Policy')) {
    headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  }
  // Astro names no charset; without one a browser may guess.
  if (headers.get('Content-Type') === 'text/html') {
    headers.set('Content-Type', 'text/html; charset=utf-8');
  }
  headers.set('Cache-Control', 'no-store');
  headers.set('X-Robots-Tag', 'noindex, nofollow');
  headers.set('X-Content-Type-Options', 'nosniff');
  // With `no-referrer` the report's own forms would name no origin, and be taken for foreign ones.
  headers.set('Referrer-Policy', 'same-origin');
  headers.set('X-Frame-Options', 'DENY');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
}

/**
 * What every answer carries whatever it is: no guessed type, no address handed on to other sites, no
 * device of the visitor's, no window shared with a page of another site.
 * Source: OWASP, https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
 */
export const SAFE_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
} as const;

/** A file may look as it likes where it is opened by itself; it runs nothing, and nobody frames it. */
export const FILE_POLICY = "script-src 'none'; base-uri 'none'; frame-ancestors 'none'";

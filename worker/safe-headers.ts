import { SAFE_HEADERS } from '#experiments/contract/safe-headers.ts';

/** Policy of what is no page: answers in JSON, texts, redirects. Shown as a page, it does nothing. */
const NO_PAGE =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/**
 * The same answer with the safe headers that it has not set itself. One that names no policy gets one
 * under which nothing runs. `development`: pages of Vite come without a policy, and need none.
 */
export function withSafeHeaders(response: Response, development = false): Response {
  const missing = missingHeaders(response.headers, development);
  if (missing.length === 0) return response;
  // Answers of the assets and of Astro may have headers that cannot be changed.
  const safe = new Response(response.body, response);
  for (const [name, value] of missing) safe.headers.set(name, value);
  return safe;
}

function missingHeaders(
  headers: Headers,
  development: boolean,
): readonly (readonly [name: string, value: string])[] {
  const missing = Object.entries(SAFE_HEADERS).filter(([name]) => !headers.has(name));
  if (headers.has('Content-Security-Policy')) return missing;
  const isPage = headers.get('Content-Type')?.startsWith('text/html') ?? false;
  return development && isPage ? missing : [...missing, ['Content-Security-Policy', NO_PAGE]];
}

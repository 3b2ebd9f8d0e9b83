import { styleHash } from '../style-hash.ts';
import type { KeyRefusal } from './report-key.ts';

/** Why a request does not get in. */
export type ClosedReason = KeyRefusal['reason'] | 'no-access' | 'role-too-low' | 'too-many-tries';

/** What people read; the same for every wrong or missing proof, so that nothing can be probed. */
const sentences: Readonly<Record<ClosedReason, string>> = {
  'key-missing':
    'The report is closed: the secret TRUELIFT_REPORT_KEY is not set, and nobody gets in without it.',
  'key-too-short':
    'The report is closed: the secret TRUELIFT_REPORT_KEY must be at least 32 random bytes, written as base64url.',
  'no-access':
    'The report is closed: open it once with its key (/report/?key=…), or send the key as a bearer token.',
  'role-too-low': 'This needs the role of an editor.',
  'too-many-tries': 'Too many wrong keys came from your address. Wait a minute, then try again.',
};

const STYLE =
  'body{margin:0;min-height:100vh;display:grid;place-items:center;font:1.0625rem/1.6 system-ui,sans-serif;' +
  'color-scheme:light dark}main{max-width:34rem;padding:2rem}h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:0}';

/** The answer to a request that does not get in: JSON below /report/api/, a page elsewhere. */
export async function closedAnswer(path: string, reason: ClosedReason): Promise<Response> {
  const status = reason === 'role-too-low' ? 403 : reason === 'too-many-tries' ? 429 : 401;
  const headers = new Headers(
    status === 401
      ? { 'WWW-Authenticate': 'Bearer realm="report"' }
      : status === 429
        ? { 'Retry-After': '60' }
        : {},
  );
  if (path.startsWith('/report/api/')) {
    headers.set('Content-Type', 'application/json; charset=utf-8');
    const body = JSON.stringify({ error: reason, message: sentences[reason] });
    return new Response(`${body}\n`, { status, headers });
  }
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Content-Security-Policy', await policy());
  return new Response(page(sentences[reason]), { status, headers });
}

function page(sentence: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>Report closed</title><style>${STYLE}</style></head>` +
    `<body><main><h1>Report closed</h1><p>${sentence}</p></main></body></html>`
  );
}

/** This page comes without a build, so its one style is allowed by its hash. */
async function policy(): Promise<string> {
  return `default-src 'none'; style-src ${await styleHash(STYLE)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
}

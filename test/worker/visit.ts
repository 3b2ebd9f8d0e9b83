import { env, exports } from 'cloudflare:workers';
import type { View } from '#experiments/contract/token.ts';

export const ORIGIN = 'https://lp.example.com';

/** Headers of a person's browser opening a link. */
export const BROWSER = {
  'User-Agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Accept-Language': 'de-DE,de;q=0.9',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'cross-site',
} as const;

export const PHONE = {
  ...BROWSER,
  'User-Agent':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
} as const;

export type Visit = {
  readonly response: Response;
  readonly html: string;
  /** Heading of the page that was served. */
  readonly heading: string;
  readonly token: string;
  readonly view: View;
  /** Cookie header to send from now on. */
  readonly cookie: string;
};

/** Opens a page as a browser does; `cookie` makes it a return. */
export async function visit(
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Visit> {
  const response = await exports.default.fetch(
    new Request(ORIGIN + path, { headers: { ...BROWSER, ...headers }, redirect: 'manual' }),
  );
  return readVisit(response, headers.Cookie);
}

/** Takes a served page apart. */
export async function readVisit(response: Response, sentCookie?: string): Promise<Visit> {
  const html = await response.clone().text();
  const token = /<meta name="tl" content="([^"]*)"/.exec(html)?.[1]?.trim() ?? '';
  return {
    response,
    html,
    heading: /<h1>([^<]*)/.exec(html)?.[1] ?? '',
    token,
    view: token
      ? JSON.parse(atob((token.split('.')[2] ?? '').replaceAll('-', '+').replaceAll('_', '/')))
      : null,
    cookie: response.headers.get('Set-Cookie')?.split(';')[0] ?? sentCookie ?? '',
  };
}

/** The variant of an experiment in a view, or the reason for being out. */
export function variantOf(view: View, experimentId: string): string | undefined {
  const assignment = view.a.find((one) => one.x === experimentId);
  return assignment && ('v' in assignment ? assignment.v : assignment.o);
}

export function anExposure(at = Date.now()) {
  return {
    id: crypto.randomUUID(),
    type: 'exposure',
    at,
    arrival: { query: 'utm_source=google&gclid=Ab_C', referrer: '' },
  };
}

export function aConversion(metric: string, at = Date.now()) {
  return { id: crypto.randomUUID(), type: 'conversion', metric, at };
}

/** Sends events of a view as its page does. */
export function send(
  from: Pick<Visit, 'token' | 'cookie'>,
  events: readonly unknown[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return post('/_tl/events', JSON.stringify({ v: 1, view: from.token, events }), {
    'Content-Type': 'text/plain',
    Cookie: from.cookie,
    ...headers,
  });
}

export function post(
  path: string,
  body: BodyInit,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  return exports.default.fetch(
    new Request(ORIGIN + path, { method: 'POST', body, headers, redirect: 'manual' }),
  );
}

/** All rows of a table. */
export async function rowsOf(table: string): Promise<Record<string, unknown>[]> {
  const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
  return results;
}

import { exports } from 'cloudflare:workers';
import { BROWSER, ORIGIN, readVisit, type Visit } from '../visit.ts';

/** Country of the tests' world in which nothing is stored before a yes. */
export const STRICT = 'GL';
/** Country in which nothing is recorded at all. */
export const OFF = 'FO';

/** Country in which visitors are recognised for a day, without anything on their device. */
export const COOKIELESS = 'SJ';

/** A request as the network hands it over from a country. */
export function requestFrom(
  country: string,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const request = new Request(ORIGIN + path, { redirect: 'manual', ...init });
  return exports.default.fetch(new Request(request, { cf: { country } }));
}

/** Opens a page from a country. */
export async function visitFrom(
  country: string,
  path = '/demo/',
  headers: Readonly<Record<string, string>> = {},
): Promise<Visit> {
  const response = await requestFrom(country, path, { headers: { ...BROWSER, ...headers } });
  return readVisit(response, headers.Cookie);
}

/** Answers the banner of a page; `cookie` of the answer is what the browser keeps from then on. */
export async function answer(
  page: Pick<Visit, 'token' | 'cookie'>,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly response: Response; readonly cookie: string }> {
  const response = await requestFrom(STRICT, '/_tl/consent', {
    method: 'POST',
    body: new URLSearchParams({ tl_view: page.token, ...fields }).toString(),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: page.cookie,
      Origin: ORIGIN,
      Referer: `${ORIGIN}/demo/?utm_source=x&gclid=AbC`,
      ...headers,
    },
  });
  return { response, cookie: cookiesAfter(response, page.cookie) };
}

/** The Cookie header of a browser that sent one and got this response. */
export function cookiesAfter(response: Response, sent: string): string {
  const kept = new Map(
    sent
      .split('; ')
      .filter((pair) => pair !== '')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair]),
  );
  for (const header of response.headers.getSetCookie()) {
    const [pair = ''] = header.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    if (/Max-Age=0/.test(header)) kept.delete(name);
    else kept.set(name, pair);
  }
  return [...kept.values()].join('; ');
}

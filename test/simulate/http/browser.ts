import type { EventsAnswer, TrackerEvent } from '#experiments/contract/events.ts';
import type { Agent } from './agents.ts';
import type { Arrival } from './arrivals.ts';
import { type Books, bookReject, bookSurprise, openUnit, type Unit } from './books.ts';
import type { Answer, Call, Client } from './client.ts';
import type { Turns } from './turns.ts';

/** One browser of the simulation: its headers, its cookie and what the site should know of it. */
export type Browser = {
  readonly client: Client;
  readonly books: Books;
  readonly turns: Turns;
  readonly agent: Agent;
  /** `name=value`, or null before the first page. */
  cookie: string | null;
  unit: Unit;
  /** Milliseconds by which its clock is wrong. */
  readonly clockError: number;
};

export function openBrowser(
  given: Pick<Browser, 'client' | 'books' | 'turns' | 'agent' | 'clockError'>,
): Browser {
  return { ...given, cookie: null, unit: openUnit(given.books, given.agent.bot) };
}

/** Forgets the cookie: from here on the site meets somebody new. */
export function clearCookies(browser: Browser): void {
  browser.cookie = null;
  browser.unit = openUnit(browser.books, browser.agent.bot);
}

/** Opens an address as a navigation or as a prefetch, and keeps the cookie that comes. */
export async function openPage(
  browser: Browser,
  path: string,
  arrival: Arrival & { readonly prefetch?: boolean },
): Promise<Answer> {
  const navigation = {
    'Sec-Fetch-Dest': 'document',
    'Sec-Fetch-Mode': 'navigate',
    'Sec-Fetch-Site': arrival.referrer === '' ? 'none' : 'cross-site',
  };
  const answer = await request(browser, {
    method: 'GET',
    path: arrival.query === '' ? path : `${path}?${arrival.query}`,
    headers: {
      ...browser.agent.headers,
      ...(browser.agent.runsScript ? navigation : {}),
      ...(arrival.prefetch ? { 'Sec-Purpose': 'prefetch' } : {}),
      ...(arrival.referrer === '' ? {} : { Referer: arrival.referrer }),
    },
  });
  if (answer.status !== 200) bookSurprise(browser.books, `GET ${path} answered ${answer.status}`);
  const [set] = answer.headers['set-cookie'] ?? [];
  if (set) browser.cookie = set.split(';', 1)[0] ?? null;
  return answer;
}

/** What a page's script sends: the events in one request, exactly once each from here. */
export async function sendEvents(
  browser: Browser,
  from: { readonly token: string; readonly url: string },
  events: readonly (TrackerEvent | Readonly<Record<string, unknown>>)[],
): Promise<EventsAnswer> {
  const answer = await sendBody(
    browser,
    from.url,
    JSON.stringify({ v: 1, view: from.token, events }),
  );
  if (answer.status === 202) return JSON.parse(answer.body);
  bookSurprise(browser.books, `events answered ${answer.status}: ${answer.body.slice(0, 200)}`);
  return { accepted: 0, duplicate: 0, rejected: [] };
}

/** Sends a body that must be refused, and books the refusal under its code. */
export async function sendRefused(
  browser: Browser,
  sent: { readonly url: string; readonly body: string; readonly headers?: Call['headers'] },
  code: string,
): Promise<void> {
  const answer = await sendBody(browser, sent.url, sent.body, sent.headers);
  bookReject(browser.books, code);
  if (answer.status < 400 || answer.status > 499) {
    bookSurprise(browser.books, `${code} answered ${answer.status}`);
  }
}

/** Posts a form as browsers encode it. */
export function postForm(
  browser: Browser,
  form: {
    readonly action: string;
    readonly url: string;
    readonly fields: readonly (readonly [string, string])[];
  },
): Promise<Answer> {
  return request(browser, {
    method: 'POST',
    path: form.action,
    headers: {
      ...browser.agent.headers,
      ...sameOrigin(browser, form.url),
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Dest': 'document',
      'Sec-Fetch-Mode': 'navigate',
    },
    body: new URLSearchParams(form.fields.map(([name, value]) => [name, value])).toString(),
  });
}

function sendBody(
  browser: Browser,
  url: string,
  body: string,
  headers: Call['headers'] = {},
): Promise<Answer> {
  return request(browser, {
    method: 'POST',
    path: '/_tl/events',
    headers: {
      ...browser.agent.headers,
      ...sameOrigin(browser, url),
      Accept: '*/*',
      'Content-Type': 'text/plain;charset=UTF-8',
      'Sec-Fetch-Dest': 'empty',
      'Sec-Fetch-Mode': 'cors',
      ...headers,
    },
    body,
  });
}

function sameOrigin({ client }: Browser, url: string): Readonly<Record<string, string>> {
  return {
    Origin: client.origin,
    Referer: `${client.origin}${url}`,
    'Sec-Fetch-Site': 'same-origin',
  };
}

/** Adds the cookie, and asks again like an outbox when the server says "not now". */
async function request({ client, cookie }: Browser, call: Call): Promise<Answer> {
  const headers = cookie === null ? call.headers : { ...call.headers, Cookie: cookie };
  let answer = await client.call({ ...call, headers });
  for (let again = 0; again < 10 && (answer.status === 503 || answer.status === 429); again += 1) {
    answer = await client.call({ ...call, headers });
  }
  return answer;
}

import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { crmSourceSchema } from '#experiments/definition/connections/crm-source.ts';
import { textOf } from '#worker/log.ts';
import { textsInTables } from '../all-tables.ts';
import { SECRETS, signed } from '../deals/deals-world.ts';
import { failingDatabase } from '../events/failing-database.ts';
import { leadSite } from '../leads/lead-site.ts';
import { anExposure, BROWSER, ORIGIN, readVisit, rowsOf } from '../visit.ts';

/** What a request brings with it that nobody may find anywhere afterwards. */
const ADDRESSES = ['203.0.113.77', '2001:db8::77'] as const;
const MARKS = {
  'CF-Connecting-IP': ADDRESSES[0],
  'X-Forwarded-For': `${ADDRESSES[0]}, ${ADDRESSES[1]}`,
  'User-Agent': 'MarkerBrowser/77.1 (Mobile)',
};
const EMAIL = 'marker.person@example.org';
const NAME = 'Markerina';
const PHONE = '+49 30 7777 7777';
const CLICK = 'MarkerClick77';
/** Is kept with the arrival, byte for byte, and stands in no line of a log. */
const QUERY = 'MarkerTerm77';
const NOWHERE = [
  ...ADDRESSES,
  'MarkerBrowser',
  EMAIL,
  'marker.person%40',
  NAME,
  '7777 7777',
  CLICK,
];

const crm = {
  destinations: [],
  sources: [
    { id: 'crm', verify: 'standard-webhooks' as const, secrets: ['TRUELIFT_CRM_SECRET'] },
    { id: 'shop', verify: 'bearer' as const, secrets: ['TRUELIFT_SHOP_SECRET'] },
  ].map((source) => crmSourceSchema.parse(source)),
};

/** Sends marked requests to every door, as somebody honest, somebody clumsy and somebody who guesses. */
async function knockEverywhere(DB: D1Database): Promise<readonly number[]> {
  const site = leadSite({ catalog: { crm }, env: { ...SECRETS, DB } as object });
  const statuses: number[] = [];
  const ask = async (path: string, init: RequestInit = {}) => {
    const browser = init.method === undefined ? BROWSER : { Origin: ORIGIN };
    const headers = { ...browser, ...MARKS, ...(init.headers as object) };
    const response = await site.fetch(path, { ...init, headers });
    statuses.push(response.status);
    return response;
  };
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body, headers });
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const key = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };
  const page = await readVisit(await ask(`/demo/?utm_term=${QUERY}&gclid=${CLICK}`));
  const cookie = { Cookie: page.cookie };
  const events = (list: unknown, view = page.token) => JSON.stringify({ v: 1, view, events: list });
  const arrival = { query: `utm_term=${QUERY}&gclid=${CLICK}`, referrer: '' };
  await post('/_tl/events', events([{ ...anExposure(site.now()), arrival }]), cookie);
  await post('/_tl/events', events([{ id: 'x', type: EMAIL }]), cookie);
  await post('/_tl/events', `{"view": "${EMAIL}", ${EMAIL}`, cookie);
  await post('/_tl/events', events([], `forged.${EMAIL}`), cookie);
  await post(
    '/_tl/events',
    events([{ ...anExposure(), arrival: { query: 7, referrer: EMAIL } }]),
    cookie,
  );
  const fields = { tl_view: page.token, email: EMAIL, first: NAME, phone: PHONE };
  const filled = new URLSearchParams(fields).toString();
  const referrer = { Referer: `${ORIGIN}/demo/?gclid=${CLICK}` };
  site.later(5_000);
  const sent = await post('/_tl/forms/signup', filled, { ...form, ...cookie, ...referrer });
  await post('/_tl/forms/signup', `${filled}&email=${NAME}`, { ...form, ...cookie });
  await post('/_tl/forms/signup', new URLSearchParams({ ...fields, email: NAME }).toString(), form);
  await post('/_tl/forms/signup', filled, { 'Content-Type': 'multipart/form-data; boundary=x' });
  await post('/_tl/forms/signup', filled, { ...form, Origin: 'https://evil.example' });
  await post(`/_tl/forms/${NAME}`, filled, form);
  await ask(sent.headers.get('Location') ?? '/demo/thanks/', { headers: cookie });
  await ask(`/demo/thanks/?tl_result=${EMAIL}`, { headers: cookie });
  await ask(`/_tl/confirm?c=${EMAIL}`);
  await post('/_tl/confirm', `c=${EMAIL}`, form);
  await post(
    '/_tl/consent',
    new URLSearchParams({ tl_view: page.token, answer: NAME }).toString(),
    {
      ...form,
      ...cookie,
    },
  );
  await ask(`/privacy-choices/?back=${EMAIL}`, { headers: cookie });
  await ask('/_tl/privacy/export', { headers: cookie });
  const told = JSON.stringify({
    id: 'evt-77',
    deal: 'deal-77',
    stage: 'won',
    at: site.now(),
    ref: { email: EMAIL },
  });
  await post('/_tl/hooks/crm', told, await signed(told, { now: site.now() }));
  await post('/_tl/hooks/crm', told, { 'webhook-signature': `v1,${NAME}` });
  await post('/_tl/hooks/shop', told.replace('won', 'nonsense'), {
    Authorization: `Bearer ${SECRETS.TRUELIFT_SHOP_SECRET}`,
  });
  await post('/_tl/hooks/shop', `{"${EMAIL}"`, {
    Authorization: `Bearer ${SECRETS.TRUELIFT_SHOP_SECRET}`,
  });
  await post('/_tl/hooks/shop', told, { Authorization: `Bearer ${EMAIL}` });
  await ask(`/report/?key=${EMAIL}`);
  await ask(`/report/api/experiments/headline.json?${EMAIL}`, { headers: key });
  await ask(`/report/api/experiments/${EMAIL}.json`, { headers: key });
  await ask('/report/api/leads.csv', { headers: key });
  await post('/report/api/privacy/erase', new URLSearchParams({ email: `x${EMAIL}` }).toString(), {
    ...form,
    ...key,
  });
  await ask('/_tl/health', { headers: { Authorization: `Bearer ${EMAIL}` } });
  await ask(`/demo/?tl_preview=${EMAIL}&utm_term=${QUERY}`);
  await ask(`/${NAME}/?email=${EMAIL}`);
  await ask('/demo/', { method: 'PROPFIND' });
  await site.cron().catch(() => null);
  return statuses;
}

function collectLines(): string[] {
  const lines: string[] = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts) => void lines.push(parts.join(' ')));
  }
  return lines;
}

test('nothing of a person is in any table, whichever door it was brought to', async () => {
  const statuses = await knockEverywhere(env.DB);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(new Set(statuses).size).toBeGreaterThan(6);
  for (const table of ['exposures', 'leads', 'stage_events', 'reject_samples']) {
    expect(await rowsOf(table), table).not.toEqual([]);
  }
  // The scan sees what is there: what was brought in an address to be kept.
  expect(await textsInTables([QUERY])).toEqual([QUERY]);
  expect(await textsInTables(NOWHERE)).toEqual([]);
});

test('no line of the log holds anything of a person, also when everything fails', async () => {
  const lines = collectLines();
  await knockEverywhere(env.DB);
  const failing = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  const statuses = await knockEverywhere(failing);
  await knockEverywhere(quotingDatabase(env.DB));
  vi.restoreAllMocks();
  expect(statuses).toContain(503);
  const codes = new Set(lines.map((line) => (JSON.parse(line) as { event: string }).event));
  expect([...codes]).toEqual(
    expect.arrayContaining(['store-unavailable', 'cron-failed', 'cron-unrecorded']),
  );
  const found = [...NOWHERE, QUERY, 'gclid', 'utm_term'];
  expect(lines.filter((line) => found.some((mark) => line.includes(mark)))).toEqual([]);
});

/** A database whose errors say what they were given: the worst that a driver could do. */
function quotingDatabase(db: D1Database): D1Database {
  const told = `D1_ERROR: near "${NAME}": (${EMAIL}) at https://x.example/?utm_term=${QUERY}&gclid=${CLICK} from ${ADDRESSES.join(' or ')}`;
  const fail = () => Promise.reject(new Error(told));
  return new Proxy(db, {
    get: (target, name) => (name === 'batch' ? fail : Reflect.get(target, name)),
  });
}

test('an error is told without what it quotes, and with what it says', () => {
  expect(textOf(new Error('D1_ERROR: no such table: looks: SQLITE_ERROR'))).toBe(
    'Error: D1_ERROR: no such table: looks: SQLITE_ERROR',
  );
  expect(
    textOf(new SyntaxError(`Unexpected token 'M', "${NAME}, ${EMAIL}" is not valid JSON`)),
  ).toBe(`SyntaxError: Unexpected token 'M', "…" is not valid JSON`);
  expect(textOf(new TypeError(`Invalid URL: https://x.example/a?email=${EMAIL}`))).toBe(
    'TypeError: Invalid URL: https://x.example/a?…',
  );
  expect(textOf(`from ${ADDRESSES[1]} and ::1 at 10:30:00`)).not.toMatch(/db8|::1/);
  expect(textOf('a\n  stack\n\tof lines')).toBe('a stack of lines');
  expect(textOf('x '.repeat(400)).length).toBe(300);
});

import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { dropStatistics, fold } from '#worker/store/counts/fold.ts';
import { readExperimentCounts } from '#worker/store/counts/read-counts.ts';
import { PERSONAL_TABLES } from '#worker/store/leads/visitor-data.ts';
import { tableNames, textsInTables } from '../all-tables.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { aConversion, anExposure, BROWSER, ORIGIN, post, rowsOf, send, visit } from '../visit.ts';
import { catalog } from '../world.ts';
import { answer, requestFrom, STRICT, visitFrom } from './strict-visit.ts';

const EMAIL = 'grace.hopper@example.org';

/** A visitor who says yes, looks on, and sends a form, and what other systems say of it later. */
async function aPerson() {
  const before = await visitFrom(STRICT);
  await send(before, [anExposure(), aConversion('cta')]);
  const { cookie } = await answer(before, { answer: 'yes' });
  const page = {
    ...(await visitFrom(STRICT, '/demo/?gclid=Marker_77', { Cookie: cookie })),
    cookie,
  };
  const signal = { id: crypto.randomUUID(), type: 'signal', stage: 'rendered', at: Date.now() };
  await send(page, [anExposure(), aConversion('cta'), signal]);
  const [body, headers] = formOf(page, { ...FILLED, email: EMAIL });
  const sent = await requestFrom(STRICT, '/_tl/forms/signup', { method: 'POST', body, headers });
  expect(sent.status).toBe(303);
  const visitorId = String((await rowsOf('consent_answers'))[0]?.['visitor_id']);
  const leadId = page.view.n;
  const row = (sql: string, ...values: readonly string[]) => env.DB.prepare(sql).bind(...values);
  await env.DB.batch([
    row("INSERT INTO lead_digests VALUES (?1, 'meta', 'sealed-77', 9)", leadId),
    row("INSERT INTO lead_references VALUES ('crm', 'record-77', ?1, 1)", leadId),
    row(
      `INSERT INTO stage_events (source, event_id, deal_id, stage, occurred_at, received_at,
         record_id, lead_id, unit_id) VALUES ('crm', 'e', 'd', 'won', 1, 1, 'record-77', ?1, ?2)`,
      leadId,
      visitorId,
    ),
    row(
      `INSERT INTO deals (source, deal_id, lead_id, unit_id, state, booked, version, changed_at)
       VALUES ('crm', 'd', ?1, ?2, '{}', '{}', 1, 1)`,
      leadId,
      visitorId,
    ),
    row(
      `INSERT INTO uploads (platform, conversion_id, event, version, action, stage, lead_id,
         occurred_at, sealed, delete_at, state, run, changed_at, checked_at)
       VALUES ('meta', 'c', 'Lead', 0, 'new', 'lead', ?1, 1, 'sealed-77', 9, 'eligible', 'r', 1, 1)`,
      leadId,
    ),
  ]);
  return { before, page, cookie, visitorId, leadId };
}

async function counts() {
  const of = { experimentId: 'headline', now: Date.now(), dimensions: true };
  const { exposures, conversions, dimensions, multi } = await readExperimentCounts(
    env.DB,
    catalog,
    of,
  );
  return { exposures, conversions, dimensions, multi };
}

function ask(path: string, method: string, cookie: string, more: Record<string, string> = {}) {
  const headers = { Cookie: cookie, Origin: ORIGIN, Accept: 'application/json', ...more };
  return requestFrom(STRICT, path, { method, headers });
}

test('erasing a visitor leaves no trace but that it was done, and the others count as before', async () => {
  for (let others = 0; others < 6; others += 1) {
    const other = await visitFrom(STRICT, '/demo/?utm_term=other');
    await send(other, [anExposure(), aConversion('cta')]);
  }
  await fold(env.DB, catalog, Date.now());
  const withoutPerson = await counts();
  const { cookie, visitorId, before } = await aPerson();
  await fold(env.DB, catalog, Date.now());
  expect(await counts()).not.toEqual(withoutPerson);
  const traces = [visitorId, before.view.n, 'record-77', 'sealed-77', 'Marker_77', EMAIL];
  expect(await textsInTables(traces)).toEqual(expect.arrayContaining(traces.slice(0, 4)));

  const foreign = await ask('/_tl/privacy/erase', 'POST', cookie, {
    Origin: 'https://evil.example',
  });
  expect(foreign.status).toBe(403);
  const erased = await ask('/_tl/privacy/erase', 'POST', cookie);
  expect(erased.status, await erased.clone().text()).toBe(200);
  expect(erased.headers.getSetCookie().map((one) => one.split('; ').slice(0, 3))).toEqual(
    ['__Host-tl', '__Host-tl-in', '__Host-tl-choice'].map((name) => [
      `${name}=`,
      'Path=/',
      'Max-Age=0',
    ]),
  );
  expect(await erased.json()).toMatchObject({ erased: { exposures: 4, leads: 1, uploads: 1 } });
  expect(await textsInTables(traces)).toEqual([]);
  expect(await rowsOf('leads')).toMatchObject([
    { sealed_fields: '', email_key: null, unit_id: null },
  ]);
  expect(await counts()).toEqual(withoutPerson);
  await dropStatistics(env.DB);
  await fold(env.DB, catalog, Date.now());
  expect(await counts()).toEqual(withoutPerson);

  expect(await (await ask('/_tl/privacy/erase', 'POST', cookie)).json()).toEqual({ erased: {} });
  const records = await rowsOf('erasures');
  expect(records).toMatchObject([{ scope: 'visitor', actor: '' }]);
});

test('an editor erases a person by e-mail, however it is written, and nobody else may', async () => {
  const { visitorId, before } = await aPerson();
  const erase = (email: string, headers: Record<string, string>) =>
    post('/report/api/privacy/erase', new URLSearchParams({ email }).toString(), {
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json',
      ...headers,
    });
  const editor = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };
  expect((await erase(EMAIL, {})).status).toBe(401);
  expect((await erase(EMAIL, { ...editor, Origin: 'https://evil.example' })).status).toBe(403);
  expect((await erase('nobody', editor)).status).toBe(422);
  expect(await (await erase('somebody.else@example.org', editor)).json()).toEqual({ erased: {} });
  expect(await rowsOf('leads')).toMatchObject([{ erased_at: null }]);
  const erased = await erase(` ${EMAIL.toUpperCase()} `, editor);
  expect(await erased.json()).toMatchObject({ erased: { leads: 1, touchpoints: 2 } });
  expect(await textsInTables([visitorId, before.view.n, EMAIL, 'sealed-77', 'Marker_77'])).toEqual(
    [],
  );
  expect(await rowsOf('erasures')).toMatchObject([{ scope: 'email' }]);
});

test('the export holds every row of the visitor, with the form readable, and of nobody else', async () => {
  const { cookie, visitorId, leadId } = await aPerson();
  const other = await visit('/demo/');
  await send(other, [anExposure()]);
  const response = await ask('/_tl/privacy/export', 'GET', cookie);
  expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="my-data.json"');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  const file = (await response.json()) as {
    visitor: string;
    tables: Record<string, Record<string, unknown>[]>;
  };
  expect(file.visitor).toBe(visitorId);
  for (const name of Object.keys(PERSONAL_TABLES).filter((one) => one !== 'visitor_totals')) {
    const mine = (await rowsOf(name)).filter((row) => row['unit_id'] !== other.view.n);
    const theirs = name === 'exposures' || name === 'touchpoints' ? 1 : 0;
    const others = name === 'exposures' ? 2 : theirs;
    expect(file.tables[name]?.length, name).toBe(mine.length - others);
  }
  expect(file.tables['leads']).toMatchObject([{ lead_id: leadId, fields: { email: EMAIL } }]);
  expect(JSON.stringify(file)).not.toContain(other.view.n);
  const nobody = await ask('/_tl/privacy/export', 'GET', '');
  expect(await nobody.json()).toMatchObject({ visitor: null });
});

test('erasure and export know every table that names a visitor, a view or a lead', async () => {
  const missing: string[] = [];
  for (const name of await tableNames()) {
    const { results } = await env.DB.prepare(`PRAGMA table_info(${name})`).all<{ name: string }>();
    const names = results.map((column) => column.name);
    const personal = ['unit_id', 'visitor_id', 'view_nonce', 'lead_id'].filter((one) =>
      names.includes(one),
    );
    // Where the last reader of leads stopped: an id of a lead, which stays when its person is gone.
    if (name === 'upload_marks') continue;
    if (personal.length > 0 && !(name in PERSONAL_TABLES)) missing.push(`${name}: ${personal}`);
  }
  expect(missing).toEqual([]);
});

test('no table and no log line holds an address or a user agent', async () => {
  const marks = { 'CF-Connecting-IP': '203.0.113.77', 'User-Agent': 'MarkerBrowser/77.1 (Mobile)' };
  const lines: string[] = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts) => void lines.push(parts.join(' ')));
  }
  const page = await visit('/demo/?utm_source=x', { ...BROWSER, ...marks });
  await send(page, [anExposure(), aConversion('cta'), { id: 'no', type: 'nonsense' }], marks);
  await send({ token: 'forged', cookie: '' }, [anExposure()], marks);
  const [body, headers] = formOf(page, FILLED);
  const sent = await requestFrom('DE', '/_tl/forms/signup', {
    method: 'POST',
    body,
    headers: { ...headers, ...marks },
  });
  await requestFrom('DE', sent.headers.get('Location') ?? '', {
    headers: { ...BROWSER, ...marks, Cookie: page.cookie },
  });
  await answer(page, { answer: 'yes' }, marks);
  await requestFrom('DE', '/demo/thanks/?tl_result=forged', { headers: marks });
  expect(await rowsOf('leads')).toHaveLength(1);
  const found = ['203.0.113.77', 'MarkerBrowser', '77.1'];
  expect(await textsInTables(found)).toEqual([]);
  expect(lines.filter((line) => found.some((mark) => line.includes(mark)))).toEqual([]);
  vi.restoreAllMocks();
});

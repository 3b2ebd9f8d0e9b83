import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { failingDatabase } from '../events/failing-database.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { aConversion, anExposure, BROWSER, ORIGIN, rowsOf, send, visit } from '../visit.ts';
import { answer, OFF, requestFrom, STRICT, visitFrom } from './strict-visit.ts';

test('stores nothing on the device, and picks the variant anew for every view', async () => {
  const shown = new Set<string>();
  for (let count = 0; count < 30; count += 1) {
    const { response, heading, view } = await visitFrom(STRICT);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect([view.m, view.r, view.k]).toEqual(['strict', 0, undefined]);
    shown.add(heading);
  }
  expect(shown.size).toBeGreaterThan(3);
});

test('counts the view as the unit, once, without a cookie', async () => {
  const page = await visitFrom(STRICT);
  const exposure = anExposure();
  const first = await send(page, [exposure, aConversion('cta')]);
  expect([first.status, await first.json()]).toMatchObject([202, { accepted: 2 }]);
  expect(await (await send(page, [{ ...exposure, id: crypto.randomUUID() }])).json()).toMatchObject(
    {
      accepted: 0,
      duplicate: 1,
    },
  );
  const exposures = await rowsOf('exposures');
  expect(exposures.map(({ unit_id, unit, mode }) => [unit_id, unit, mode])).toEqual(
    Array.from({ length: 2 }, () => [page.view.n, 'view', 'strict']),
  );
  expect((await rowsOf('conversions')).map(({ unit_id }) => unit_id)).toEqual([page.view.n]);
});

test('a form ties its lead and conversion to the view, and its thanks open again', async () => {
  const page = await visitFrom(STRICT);
  await send(page, [anExposure()]);
  const [body, { Cookie: _, ...headers }] = formOf(page, FILLED);
  const sent = await requestFrom(STRICT, '/_tl/forms/signup', { method: 'POST', body, headers });
  expect(sent.headers.getSetCookie()).toEqual([]);
  expect((await rowsOf('leads')).map(({ unit_id }) => unit_id)).toEqual([page.view.n]);
  expect(await rowsOf('conversions')).toMatchObject([
    { unit_id: page.view.n, metric_id: 'signup' },
  ]);
  const thanks = sent.headers.get('Location') ?? '';
  for (let opened = 0; opened < 2; opened += 1) {
    const { response } = await visitFrom(STRICT, thanks);
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []]);
  }
  expect(await rowsOf('leads')).toHaveLength(1);
});

test('no token of a strict view passes for another view or visitor', async () => {
  const [page, other] = [await visitFrom(STRICT), await visitFrom(STRICT)];
  const [version, kid, , signature] = page.token.split('.');
  const forged = [version, kid, other.token.split('.')[2], signature].join('.');
  expect((await send({ token: forged, cookie: '' }, [anExposure()])).status).toBe(401);
  const cookied = await visit('/demo/');
  const asStrict = btoa(JSON.stringify({ ...cookied.view, m: 'strict' }));
  const bent = cookied.token.replace(cookied.token.split('.')[2] ?? '', asStrict);
  expect((await send({ token: bent, cookie: cookied.cookie }, [anExposure()])).status).toBe(401);
  expect(await rowsOf('exposures')).toEqual([]);
});

test('where nothing is recorded everybody gets the control, and a form still reaches sales', async () => {
  for (let count = 0; count < 10; count += 1) {
    const page = await visitFrom(OFF);
    expect([page.heading, page.token]).toEqual(['Demo control', '']);
    expect(page.response.headers.getSetCookie()).toEqual([]);
  }
  const page = await visitFrom(OFF);
  const [body, headers] = formOf(page, FILLED);
  const sent = await requestFrom(OFF, '/_tl/forms/signup', { method: 'POST', body, headers });
  expect(sent.status).toBe(303);
  expect(await rowsOf('leads')).toMatchObject([{ unit_id: null, view_nonce: null }]);
  expect(await rowsOf('conversions')).toEqual([]);
});

test('a yes flips no variant, and the views after it are in no statistic', async () => {
  for (let count = 0; count < 40; count += 1) {
    const page = await visitFrom(STRICT);
    const { response, cookie } = await answer(page, { answer: 'yes' });
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/demo/?utm_source=x&gclid=AbC');
    const next = await visitFrom(STRICT, '/demo/', { Cookie: cookie });
    expect([next.view.m, next.view.k, next.view.r]).toEqual(['cookie', 1, 1]);
    expect(next.view.a).toEqual(page.view.a);
    expect(next.heading).toBe(page.heading);
    if (count > 0) continue;
    await send(page, [anExposure()]);
    await send({ ...next, cookie }, [anExposure()]);
    const exposures = await rowsOf('exposures');
    expect(exposures.map(({ mode, flag }) => [mode, flag])).toEqual([
      ['strict', null],
      ['strict', null],
      ['cookie', 'after-consent'],
      ['cookie', 'after-consent'],
    ]);
    const [record] = await rowsOf('consent_answers');
    expect(record).toMatchObject({
      visitor_id: exposures[2]?.unit_id,
      view_nonce: page.view.n,
      ad_user_data: 1,
    });
  }
});

test('a no is kept without a number, takes the cookie away and ends use for ads', async () => {
  const page = await visitFrom(STRICT);
  const refused = await answer(page, { answer: 'no' });
  expect(refused.cookie).toMatch(/^__Host-tl-choice=1\.t1\.000\.1\.[0-9a-z]+\.[\w-]{22}$/);
  expect(await rowsOf('consent_answers')).toEqual([]);
  expect((await visitFrom(STRICT, '/demo/', { Cookie: refused.cookie })).view.m).toBe('strict');

  const agreed = await answer(page, { answer: 'yes' });
  const next = await visitFrom(STRICT, '/demo/', { Cookie: agreed.cookie });
  const [body, headers] = formOf({ ...next, cookie: agreed.cookie }, FILLED);
  await requestFrom(STRICT, '/_tl/forms/signup', { method: 'POST', body, headers });
  const leadId = next.view.n;
  await env.DB.batch([
    env.DB.prepare('UPDATE leads SET ad_use = 1'),
    env.DB.prepare("INSERT INTO lead_digests VALUES (?1, 'meta', 'sealed', 9)").bind(leadId),
    env.DB.prepare("INSERT INTO touchpoint_clicks VALUES ('t', 'gclid', 'AbC', NULL, ?1, 1)").bind(
      page.view.n,
    ),
  ]);
  const withdrawn = await answer({ token: '', cookie: agreed.cookie }, { answer: 'no' });
  expect(withdrawn.cookie).toMatch(/^__Host-tl-choice=[^;]*$/);
  expect(withdrawn.response.headers.get('Clear-Site-Data')).toBe('"storage"');
  expect(await rowsOf('lead_digests')).toEqual([]);
  expect(await rowsOf('touchpoint_clicks')).toEqual([]);
  expect((await rowsOf('leads')).map(({ ad_use }) => ad_use)).toEqual([0]);
});

test('with GPC a yes is no yes to ads; other sites and a failing store change nothing', async () => {
  const page = await visitFrom(STRICT);
  const json = { Accept: 'application/json' };
  const { response } = await answer(page, { answer: 'yes' }, { ...json, 'Sec-GPC': '1' });
  expect(await response.json()).toEqual({
    measurement: true,
    adUserData: false,
    adPersonalization: false,
    version: '1',
    gpc: true,
  });
  const foreign = await answer(page, { answer: 'yes' }, { Origin: 'https://evil.example' });
  expect([foreign.response.status, foreign.cookie]).toEqual([403, '']);
  expect(await rowsOf('consent_answers')).toHaveLength(1);

  const { createApp } = await import('#worker/app.ts');
  const { catalog } = await import('../world.ts');
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => Date.now(),
    development: false,
  });
  const broken = { ...env, DB: failingDatabase(env.DB, { times: Infinity, when: 'before' }) };
  const request = new Request(`${ORIGIN}/_tl/consent`, {
    method: 'POST',
    body: new URLSearchParams({ tl_view: page.token, answer: 'yes' }),
    headers: { ...BROWSER, 'Sec-Fetch-Site': 'same-origin' },
  });
  const failed = await app.fetch(request, broken, {} as ExecutionContext);
  expect([failed.status, failed.headers.getSetCookie()]).toEqual([503, []]);
});

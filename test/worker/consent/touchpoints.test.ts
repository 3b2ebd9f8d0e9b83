import { expect, test } from 'vitest';
import { clickPairs } from '#experiments/attribution/click-pairs.ts';
import { readViewToken } from '#worker/landing/read-view-token.ts';
import { writeClickToken } from '#worker/landing/write-click-token.ts';
import { writeViewToken } from '#worker/landing/write-view-token.ts';
import { anExposure, ORIGIN, rowsOf, send, type Visit, visit } from '../visit.ts';
import { answered, signingKeys } from './handoff-world.ts';

const QUERY = 'utm_source=News%20Letter&FBCLID=IwAR_New-1&gclid=Ab_C&newclid=9&utm_term=%E4+x&&';
/** The same as a touchpoint keeps it. */
const KEPT =
  'utm_source=News%20Letter&FBCLID=redacted&gclid=redacted&newclid=redacted&utm_term=%E4+x&&';
const COOKIES =
  '_fbp=fb.1.1596403881668.1116446470; _fbc=fb.1.1500000000000.Old; _ga=junk; other=1';

async function arrive(page: Visit, cookies: string, headers: Record<string, string> = {}) {
  const referrer = `${ORIGIN}/demo/?${QUERY}#top`;
  const exposure = { ...anExposure(), arrival: { query: QUERY, referrer } };
  const sent = { ...headers, Cookie: `${page.cookie}; ${cookies}` };
  expect((await send(page, [exposure], sent)).status).toBe(202);
}

test('after a yes keeps every click id in its own place, and what cookies add', async () => {
  const page = await visit('/demo/');
  await arrive(page, `${COOKIES}; ${await answered(true)}`);
  const [touchpoint] = await rowsOf('touchpoints');
  expect(touchpoint).toMatchObject({ query: KEPT, referrer: `${ORIGIN}/demo/?${KEPT}#top` });
  const clicks = await rowsOf('touchpoint_clicks');
  expect(Object.fromEntries(clicks.map(({ name, value }) => [name, value]))).toEqual({
    fbclid: 'IwAR_New-1',
    gclid: 'Ab_C',
    newclid: '9',
    fbp: 'fb.1.1596403881668.1116446470',
    fbc: `fb.1.${page.view.t}.IwAR_New-1`,
  });
  expect(clicks[0]).toMatchObject({ view_nonce: page.view.n, touchpoint_event_id: page.view.n });
});

for (const [why, cookies, headers] of [
  ['nobody was asked', async () => COOKIES, {}],
  ['the answer was no', async () => `${COOKIES}; ${await answered(false)}`, {}],
  ['the browser says no', async () => `${COOKIES}; ${await answered(true)}`, { 'Sec-GPC': '1' }],
] as const) {
  test(`keeps no click id anywhere when ${why}, and yet the network`, async () => {
    const page = await visit('/demo/');
    await arrive(page, await cookies(), headers);
    await send(page, [{ type: 'exposure', arrival: { query: QUERY, referrer: 7 } }], headers);
    const stored = JSON.stringify([
      await rowsOf('touchpoints'),
      await rowsOf('touchpoint_clicks'),
      await rowsOf('exposures'),
      await rowsOf('reject_samples'),
    ]);
    for (const secret of ['IwAR_New-1', 'Ab_C', 'newclid=9', '1116446470']) {
      expect(stored).not.toContain(secret);
    }
    const [touchpoint] = await rowsOf('touchpoints');
    expect(touchpoint).toMatchObject({ query: KEPT });
    expect((await rowsOf('exposures'))[0]).toMatchObject({ source: 'news letter' });
  });
}

test('two arrivals of a visitor stay two, the first as it was', async () => {
  const first = await visit('/demo/');
  await arrive(first, await answered(true));
  const second = await visit('/demo/', { Cookie: first.cookie });
  const exposure = { ...anExposure(), arrival: { query: 'gclid=Later', referrer: '' } };
  await send(second, [exposure], { Cookie: `${first.cookie}; ${await answered(true)}` });
  const clicks = await rowsOf('touchpoint_clicks');
  const gclids = clicks.filter(({ name }) => name === 'gclid').map(({ value }) => value);
  expect(new Set(gclids)).toEqual(new Set(['Ab_C', 'Later']));
  expect((await rowsOf('touchpoints'))[0]).toMatchObject({ query: KEPT });
});

test('the view token brings click ids to a form, and leaves them out where they have no room', async () => {
  const keys = await signingKeys();
  const { view } = await visit('/demo/');
  const unitId = '01890000-0000-7000-8000-000000000000';
  const slot = { unitId, query: QUERY, keys };
  const plain = await writeViewToken(view, unitId, keys);
  const wide = await writeClickToken(view, { ...slot, width: plain.length + 100 });
  const read = await readViewToken(wide, unitId, { keys, now: view.t });
  expect(clickPairs((read.ok && read.view.q) || '')).toEqual(clickPairs(QUERY));
  expect(await writeClickToken(view, { ...slot, width: plain.length + 10 })).toBe(plain);
});

import { expect, test } from 'vitest';
import { readHandoff, writeHandoff } from '#worker/visitor/handoff.ts';
import { ORIGIN, rowsOf } from '../visit.ts';
import {
  answered,
  ask,
  DAY,
  HANDOFF,
  NOW,
  openPage,
  sendForm,
  signingKeys,
  workerAt,
} from './handoff-world.ts';

test('a link takes a reference along that says which visit it was, for as long as that is kept', async () => {
  const { links, view, html, response } = await openPage(`${HANDOFF}?utm_source=news`);
  const reference = links.shop?.searchParams.get('client_reference_id') ?? '';
  expect(reference).toMatch(/^[A-Za-z0-9_-]{1,200}$/);
  const keys = await signingKeys();
  const read = await readHandoff(reference, { keys, now: NOW + 399 * DAY });
  expect(read).toMatchObject({
    ok: true,
    handoff: { viewNonce: view.n, issuedAt: NOW, expiresAt: NOW + 400 * DAY, adUse: false },
  });
  expect(await readHandoff(reference, { keys, now: NOW + 400 * DAY })).toEqual({
    ok: false,
    reason: 'expired-handoff',
  });
  const length = new TextEncoder().encode(html).length;
  expect(response.headers.get('Content-Length')).toBe(String(length));
  expect(html).not.toContain('((');
  expect(html).toContain('Grüße');
});

test('the campaign goes along byte for byte, without what the link says itself and before its fragment', async () => {
  const { links } = await openPage(
    `${HANDOFF}?utm_source=a%20b&utm_campaign=caf%C3%A9+x&q=private&UTM_Content=%27"&hsa_kw=1&email=a@b.c`,
  );
  const reference = links.shop?.searchParams.get('client_reference_id');
  expect(links.shop?.search).toBe(
    `?client_reference_id=${reference}&utm_source=a%20b&utm_campaign=caf%C3%A9+x&UTM_Content=%27%22&hsa_kw=1`,
  );
  expect(links.calendar?.search).toBe(
    `?month=1&utm_source=site&utm_content=${links.calendar?.searchParams.get('utm_content')}&utm_campaign=caf%C3%A9+x&hsa_kw=1`,
  );
  expect(links.calendar?.hash).toBe('#times');
});

test('click ids go along after a yes to ads only', async () => {
  const address = `${HANDOFF}?gclid=Ab_C&utm_source=x`;
  const refused = await openPage(address);
  expect(refused.links.shop?.search).not.toContain('Ab_C');
  const granted = await openPage(address, { Cookie: await answered(true, NOW - DAY) });
  expect(granted.links.shop?.search).toContain('&gclid=Ab_C&utm_source=x');
  const reference = granted.links.shop?.searchParams.get('client_reference_id') ?? '';
  const keys = await signingKeys();
  expect(await readHandoff(reference, { keys, now: NOW })).toMatchObject({
    handoff: { adUse: true },
  });
});

test('a reference that anybody changed or shortened says nothing', async () => {
  const keys = await signingKeys();
  const reference = await writeHandoff(
    {
      unitId: '01890000-0000-7000-8000-000000000000',
      viewNonce: '01890000-0000-7000-8000-000000000001',
      issuedAt: NOW,
      expiresAt: NOW + DAY,
      adUse: true,
    },
    keys,
  );
  expect(reference.length).toBeLessThanOrEqual(200);
  expect(await readHandoff(` ${reference}\n`, { keys, now: NOW })).toMatchObject({ ok: true });
  const refused = { ok: false, reason: 'invalid-handoff' };
  for (let at = 0; at < reference.length; at += 7) {
    const other = reference[at] === 'A' ? 'B' : 'A';
    const changed = reference.slice(0, at) + other + reference.slice(at + 1);
    expect(await readHandoff(changed, { keys, now: NOW })).toEqual(refused);
    expect(await readHandoff(reference.slice(0, at), { keys, now: NOW })).toEqual(refused);
  }
});

for (const mode of ['cookie', 'strict'] as const) {
  test(`in ${mode} mode a form without a script keeps the click id when its box is ticked, and the thanks page hands the lead on`, async () => {
    const at = Date.now();
    const query = 'utm_source=a%20b&gclid=Ab_C&fbclid=Iw';
    const app = workerAt(at);
    const page = await openPage(
      `${HANDOFF}?${query}`,
      {},
      mode === 'cookie' ? app : workerAt(at, mode),
    );
    expect(page.view.m).toBe(mode);
    const later = workerAt(at + 60_000, mode);
    // A corrected form comes from its own address, which no longer tells the campaign.
    const fields = { email: 'ada@example.com', ad_use: 'on' };
    const referrer = `${ORIGIN}/_tl/forms/quick`;
    const answer = await sendForm(later, page, { fields, referrer });
    expect(answer.status).toBe(303);
    const clicks = await rowsOf('touchpoint_clicks');
    expect(clicks.map(({ name, value }) => [name, value])).toEqual([
      ['fbc', `fb.1.${at}.Iw`],
      ['fbclid', 'Iw'],
      ['gclid', 'Ab_C'],
    ]);
    const [lead] = await rowsOf('leads');
    expect(clicks[0]).toMatchObject({ view_nonce: lead?.view_nonce, unit_id: lead?.unit_id });
    const thanks = await openPage(
      answer.headers.get('Location') ?? '',
      { Cookie: page.cookie, Referer: `${ORIGIN}${HANDOFF}?${query}` },
      later,
    );
    const reference = thanks.links.calendar?.searchParams.get('utm_content') ?? '';
    const keys = await signingKeys();
    expect(await readHandoff(reference, { keys, now: at })).toMatchObject({
      handoff: { viewNonce: lead?.lead_id, unitId: lead?.unit_id },
    });
    expect(thanks.links.calendar?.search).toBe(`?utm_content=${reference}&utm_source=a%20b`);
  });
}

test('without the box ticked the click id of a form is stored nowhere', async () => {
  const page = await openPage(`${HANDOFF}?gclid=Ab_Secret`, {}, workerAt(Date.now()));
  const sent = {
    fields: { email: 'ada@example.com' },
    referrer: `${ORIGIN}${HANDOFF}?gclid=Ab_Secret`,
  };
  expect((await sendForm(workerAt(Date.now() + 60_000), page, sent)).status).toBe(303);
  expect(await rowsOf('touchpoint_clicks')).toEqual([]);
  const touchpoints = await rowsOf('touchpoints');
  expect(touchpoints).toMatchObject([{ query: 'gclid=redacted', source: 'form' }]);
  expect(JSON.stringify(await rowsOf('leads'))).not.toContain('Ab_Secret');
});

for (const [answer, kept] of [
  ['yes', ['gclid']],
  ['no', []],
] as const) {
  test(`whoever arrived unasked and then says ${answer} has ${kept.length} click ids on record`, async () => {
    const at = Date.now();
    const app = workerAt(at, 'strict');
    const page = await openPage(`${HANDOFF}?gclid=Ab_C`, {}, app);
    const body = new URLSearchParams({ answer, version: '1', tl_view: page.token }).toString();
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: ORIGIN,
      Accept: 'application/json',
    };
    const request = new Request(`${ORIGIN}/_tl/consent`, { method: 'POST', body, headers });
    expect((await ask(app, request)).status).toBe(200);
    const clicks = await rowsOf('touchpoint_clicks');
    expect(clicks.map(({ name }) => name)).toEqual(kept);
    expect(clicks.every(({ view_nonce }) => view_nonce === page.view.n)).toBe(true);
  });
}

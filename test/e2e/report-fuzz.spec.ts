import { type APIRequestContext, expect } from '@playwright/test';
import * as fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { catalog } from '#generated/catalog.ts';
import { test } from '#test/support/browser-test.ts';
import { headerText, hostile, mostly } from '#test/worker/fuzz/hostile.ts';

/** How many; `TEST_FUZZ=100000` makes it 2 000. */
const INPUTS = Number(process.env.TEST_FUZZ ?? 7_500) / 50;
const SEED = 20_261_123;

const experiment = catalog.experiments.find(({ status }) => status === 'running');
const [form] = catalog.forms;

const path = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      '/report/',
      `/report/${experiment?.id}/`,
      '/report/leads/',
      '/report/revenue/',
      '/report/uploads/',
      '/report/programme/',
      '/report/programme/2026-11/',
      '/report/programme/9999-12/',
    ),
  },
  { weight: 1, arbitrary: hostile.map((text) => `/report/${encoded(text)}/`) },
  { weight: 1, arbitrary: hostile.map((text) => `/report/programme/${encoded(text)}`) },
);
const names = mostly(
  ...(['file', 'share', 'done', 'refused', 'reason', 'list', 'before', 'sent', 'erased'] as const),
  ...(['platform', 'made', 'became', 'baseline', 'dimension', 'tl_at'] as const),
);
const values = mostly('invalid', 'conflict', '1', 'undelivered', 'spam', '2026-08', 'accepted');
const input = fc.record({
  path,
  query: fc.array(fc.tuple(names, values), { maxLength: 5 }),
  reader: hostile.map(headerText),
  key: fc.constantFrom('right', 'right', 'right', 'wrong', 'none'),
});

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/^\.+$/, '');
}

/** A visit and a lead whose every text is hostile, as a program sends them that has read the page. */
async function leave(request: APIRequestContext, text: string): Promise<void> {
  const pair = new URLSearchParams({ utm_source: text, utm_campaign: text, utm_term: text });
  const landing = form?.landing ?? '/';
  const html = await (await request.get(`${landing}?${pair}`)).text();
  const view = /<meta name="tl" content="([^"]*)"/.exec(html)?.[1]?.trim() ?? '';
  const { n: id } = JSON.parse(Buffer.from(view.split('.')[2] ?? '', 'base64url').toString());
  const arrival = { query: pair.toString().slice(0, 8_000), referrer: text.slice(0, 2_000) };
  const events = [{ id, type: 'exposure', at: Date.now(), arrival }];
  await request.post('/_tl/events', { data: { v: 1, view, events } });
  const fields = form?.fieldsByCombination[''] ?? [];
  const filled = fields.map(({ name, type }) => [name, type === 'email' ? 'a@b.example' : text]);
  const sent = { tl_view: view, tl_combination: '', ...Object.fromEntries(filled) };
  await request.post(`/_tl/forms/${form?.id}`, { form: sent, maxRedirects: 0 });
}

test('no page of the report fails, or shows as markup what people, links or addresses hold', async ({
  request,
  site,
}) => {
  test.setTimeout(3_600_000);
  for (const text of fc.sample(hostile, { seed: SEED, numRuns: 25 })) await leave(request, text);
  let opened = 0;
  const property = fc.asyncProperty(input, async ({ path: page, query, reader, key }) => {
    // A wrong session, for ten wrong keys would close the report to this machine for a minute.
    const proofs = {
      right: { Authorization: `Bearer ${site.reportKey}` },
      wrong: { Cookie: `tl-report-dev=editor.${Date.now() + 60_000}.${'x'.repeat(43)}` },
      none: {},
    };
    const answer = await request.get(`${page}?${new URLSearchParams(query)}`, {
      headers: { 'X-Truelift-Reader': reader, ...proofs[key] },
      maxRedirects: 0,
    });
    const html = await answer.text();
    expect(answer.status(), html.slice(0, 300)).toBeLessThan(500);
    if (key !== 'right') expect(answer.status()).toBe(401);
    else if (answer.status() === 200) opened += 1;
    expect(answer.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers()['x-content-type-options']).toBe('nosniff');
    expect(planted(html)).toEqual([]);
  });
  await fc.assert(property, { seed: SEED, numRuns: INPUTS });
  expect(opened).toBeGreaterThan(INPUTS / 4);
});

/** Elements and attributes of a page that nobody but an attacker wrote. */
function planted(html: string): readonly string[] {
  const { document } = parseHTML(html);
  const found = [...document.querySelectorAll('tl-x, [onx], [onerror], [onload]')];
  const links = [...document.querySelectorAll('[href], [src], [action]')].filter((element) =>
    ['href', 'src', 'action'].some((name) =>
      /^\s*javascript:/i.test(element.getAttribute(name) ?? ''),
    ),
  );
  const scripts = [...document.querySelectorAll('script, style')].filter(({ textContent }) =>
    /tlxss|tl-x/.test(textContent ?? ''),
  );
  return [...found, ...links, ...scripts].map(({ outerHTML }) => outerHTML.slice(0, 200));
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '#test/support/browser-test.ts';

const MARKS = {
  address: '203.0.113.77',
  browser: 'MarkerBrowser/77.1',
  email: 'marker.person@example.org',
  company: 'Markerina Works',
  click: 'MarkerClick77',
};
/** Is kept with the arrival: the scan must find it, or it sees nothing. */
const KEPT = 'MarkerTerm77';

/** Of the texts, those that any file below a folder holds, with the file. */
function textsBelow(folder: string, texts: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const file = join(folder, name);
    if (!statSync(file).isFile()) return [];
    const content = readFileSync(file, 'latin1').toLowerCase();
    return texts
      .filter((text) => content.includes(text.toLowerCase()))
      .map((text) => `${text} in ${name}`);
  });
}

/** Something valid for every field that a form asks for. */
function typedInto(form: string): Record<string, string> {
  // Boxes stay as they are: a tick would allow ads, and then the click id is kept.
  const inputs = [...form.matchAll(/<(?:input|textarea)[^>]* name="(?!tl_)([^"]+)"[^>]*>/g)].filter(
    ([tag]) => !tag.includes('type="checkbox"'),
  );
  const selects = [...form.matchAll(/<select[^>]* name="([^"]+)".*?<option value="([^"]+)"/gs)];
  const typed = inputs.map(([tag, name = '']) => {
    const type = /type="(\w+)"/.exec(tag)?.[1] ?? 'text';
    const value = { email: MARKS.email, tel: '+49 30 7777 7777', number: '4' }[type];
    return [name, value ?? MARKS.company];
  });
  return Object.fromEntries([
    ...typed,
    ...selects.map(([, name = '', value = '']) => [name, value]),
  ]);
}

test('after a served visit no file of the state folder holds who came', async ({ site }) => {
  const headers = {
    'User-Agent': `Mozilla/5.0 ${MARKS.browser}`,
    'X-Forwarded-For': MARKS.address,
    'CF-Connecting-IP': MARKS.address,
    'Accept-Language': 'en',
  };
  const query = `utm_term=${KEPT}&gclid=${MARKS.click}`;
  const page = await fetch(`${site.origin}/crm/?${query}`, { headers });
  const html = await page.text();
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const view = /<meta name="tl" content="([^"]*)"/.exec(html)?.[1]?.trim() ?? '';
  const combination = /name="tl_combination" value="([^"]*)"/.exec(html)?.[1] ?? '';
  const same = { ...headers, Cookie: cookie, Origin: site.origin };
  const exposure = {
    id: crypto.randomUUID(),
    type: 'exposure',
    at: Date.now(),
    arrival: { query, referrer: '' },
  };
  for (const body of [JSON.stringify({ v: 1, view, events: [exposure] }), `{"${MARKS.email}"`]) {
    const answer = await fetch(`${site.origin}/_tl/events`, {
      method: 'POST',
      body,
      headers: same,
    });
    expect([202, 400]).toContain(answer.status);
  }
  const [, formPath = '', form = ''] =
    /<form[^>]* action="(\/_tl\/forms\/[^"]+)"[^>]*>(.*?)<\/form>/s.exec(html) ?? [];
  const sent = await fetch(site.origin + formPath, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...same, Referer: `${site.origin}/crm/?${query}` },
    body: new URLSearchParams({ ...typedInto(form), tl_view: view, tl_combination: combination }),
  });
  expect(sent.status, await sent.text()).toBe(303);
  const key = { Authorization: `Bearer ${site.reportKey}` };
  for (const path of [
    `/report/?key=${MARKS.email}`,
    `/nowhere/?email=${MARKS.email}`,
    '/report/api/leads.csv',
  ]) {
    await fetch(site.origin + path, { headers: { ...headers, ...key }, redirect: 'manual' });
  }
  await fetch(`${site.origin}/cdn-cgi/handler/scheduled?cron=*/5+*+*+*+*`);
  const stored = textsBelow(site.state, [KEPT]);
  expect(stored.every((one) => one.includes('D1DatabaseObject'))).toBe(true);
  expect(stored).not.toEqual([]);
  expect(textsBelow(site.state, Object.values(MARKS))).toEqual([]);
});

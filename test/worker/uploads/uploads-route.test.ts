import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createApp } from '#worker/app.ts';
import { ORIGIN } from '../visit.ts';
import { aDeal, aLead, DAY, GOOGLE_FILE, states, wonFor } from './upload-world.ts';

const app = createApp({
  catalog: GOOGLE_FILE,
  renderPage: async () => new Response('a page'),
  now: () => Date.now(),
  development: false,
});

function ask(path: string, given: RequestInit = {}, key = env.TRUELIFT_REPORT_KEY) {
  const headers = { Authorization: `Bearer ${key}`, Accept: 'application/json', ...given.headers };
  const request = new Request(`${ORIGIN}/report/api/uploads/${path}`, { ...given, headers });
  return app.fetch(request, env, createExecutionContext());
}

const post = (body: Record<string, string>, headers = {}) => ({
  method: 'POST',
  body: new URLSearchParams(body),
  headers,
});

test('files are for editors of the site alone, and say what cannot be made', async () => {
  expect((await ask('google/exports', post({}), 'wrong')).status).toBe(401);
  const foreign = post({}, { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' });
  expect((await ask('google/exports', foreign)).status).toBe(403);
  const unknown = await ask('meta/exports', post({}));
  expect([unknown.status, await unknown.json()]).toEqual([
    404,
    { error: 'not-found', message: '"meta" is no platform of this site: google.' },
  ]);
  expect((await ask('google/exports', post({ since: 'yesterday' }))).status).toBe(422);
  expect((await ask('exports/0123456789abcdef')).status).toBe(404);
});

test('what the check says before anything leaves is a table for people: row, rule and fix', async () => {
  const at = Date.now() - 3 * DAY;
  await aLead('good', { at });
  await aLead('late', { at });
  await aDeal('good', [{ id: 'q', stage: 'qualified', at: at + DAY }]);
  await aDeal('late', [{ id: 'q', stage: 'qualified', at: at - DAY }]);
  const review = await ask('google/review.csv');
  expect(review.headers.get('Content-Disposition')).toBe(
    'attachment; filename="review-google.csv"',
  );
  const text = await review.text();
  expect(text).toMatch(
    /\r?\n1,good\.qualified,new,Qualified lead,[^,]+,,,"goes, with a warning",no-value,/,
  );
  expect(text).toMatch(/\r?\n2,late\.qualified,new,.*,stays here,before-click,/);
  expect(text).not.toContain('Ab_');
  expect((await ask('meta/review.csv')).status).toBe(404);
  expect((await ask('google/review.csv', {}, 'wrong')).status).toBe(401);
});

test('a file is taken as often as anybody asks, and put back when it was not used', async () => {
  const at = Date.now() - 3 * DAY;
  await aLead('one', { at });
  await aDeal('one', [wonFor(10_000, at + DAY)]);
  const { files } = (await (await ask('google/exports', post({}))).json()) as {
    files: { exportId: string; name: string; rows: number }[];
  };
  const [file] = files;
  expect(files).toMatchObject([{ rows: 2, name: expect.stringMatching(/^google-ads-gclid-/) }]);
  const take = await ask(`exports/${file?.exportId}`);
  expect(Object.fromEntries(take.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${file?.name}"`,
    'cache-control': 'no-store',
  });
  const text = await take.text();
  expect(text).toContain('Ab_one,Closed won,');
  expect(await (await ask(`exports/${file?.exportId}`)).text()).toBe(text);
  await ask(`exports/${file?.exportId}`, post({ became: 'unused' }));
  expect(await states()).toEqual(['crm.deal-one.won 0 new: linted', 'one.qualified 0 new: linted']);
  const again = (await (await ask('google/exports', post({}))).json()) as typeof file & {
    files: { exportId: string; rows: number }[];
  };
  expect(again.files).toMatchObject([{ rows: 2 }]);
  await ask(`exports/${again.files[0]?.exportId}`, post({ became: 'accepted' }));
  expect(await states()).toEqual([
    'crm.deal-one.won 0 new: accepted',
    'one.qualified 0 new: accepted',
  ]);
});

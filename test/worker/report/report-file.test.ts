import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { ORIGIN } from '../visit.ts';

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return exports.default.fetch(new Request(ORIGIN + path, { headers }));
}

const key = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };

test('the page as one file is for whoever may read the report, and has a name', async () => {
  expect((await get('/report/api/experiments/headline.html')).status).toBe(401);
  const file = await get('/report/api/experiments/headline.html', key);
  expect(file.status).toBe(200);
  expect(file.headers.get('Content-Disposition')).toBe('attachment; filename="headline.html"');
  expect(file.headers.get('Cache-Control')).toBe('no-store');
  expect(await file.text()).toBe('Astro renders /report/headline/');
});

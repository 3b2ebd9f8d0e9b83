import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { ORIGIN } from '../visit.ts';
import { catalog } from '../world.ts';

const get = (file: string, key = env.TRUELIFT_REPORT_KEY) =>
  exports.default.fetch(
    new Request(`${ORIGIN}/report/api/${file}`, { headers: { Authorization: `Bearer ${key}` } }),
  );

test('the list of experiments is there as JSON and as CSV, the same lines in both', async () => {
  const answer = await get('experiments.json');
  const { lines } = (await answer.json()) as { lines: { id: string; sentence: string }[] };
  expect(lines.map(({ id }) => id).sort()).toEqual(catalog.experiments.map(({ id }) => id).sort());
  const csv = await get('experiments.csv');
  expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  const [header, ...rows] = (await csv.text()).trimEnd().split('\r\n');
  expect(header).toMatch(/^experiment,title,group,state,sentence,/);
  expect(rows.map((row) => row.split(',')[0])).toEqual(lines.map(({ id }) => id));
});

test('the list stays closed without the key', async () => {
  expect((await get('experiments.json', 'wrong')).status).toBe(401);
});

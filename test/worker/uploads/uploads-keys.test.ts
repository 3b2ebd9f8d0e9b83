import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { makeExports } from '#worker/uploads/make-exports.ts';
import { readExport } from '#worker/uploads/read-export.ts';
import { resealUploads } from '#worker/uploads/reseal.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { rowsOf } from '../visit.ts';
import {
  aDeal,
  aLead,
  DAY,
  exported,
  GOOGLE_FILE,
  refreshed,
  START,
  wonFor,
} from './upload-world.ts';

const LATER = START + 20 * DAY;

test('a lead that is asked to confirm is told of once it has, with what came before', async () => {
  const forms = GOOGLE_FILE.forms.map((form) => ({ ...form, confirm: true }));
  const asking = { ...GOOGLE_FILE, forms };
  await aLead('asked');
  await aDeal('asked', [wonFor(40_000, START + 2 * DAY)]);
  expect(await exported(asking, LATER)).toEqual([]);
  await env.DB.prepare('UPDATE leads SET confirmed_at = ?1')
    .bind(LATER + 1_000)
    .run();
  const [file] = await exported(asking, LATER + DAY);
  expect(file?.text).toContain('Ab_asked,Closed won,');
});

test('after new data keys what is ready leaves all the same, and the old key can go', async () => {
  await aLead('moved');
  await aDeal('moved', [wonFor(70_000, START + 2 * DAY)]);
  await refreshed(LATER);
  const old = env.TRUELIFT_DATA_KEYS;
  const fresh = 'n1:FCFERkuMNyEYvYtrfaSkUXhDGWNbt9iAknin9Ko7WJI';
  const both = await keyring(`${fresh},${old}`, 'AES-GCM');
  if (!both) throw new Error('no keys');
  expect(await resealUploads(env.DB, both)).toBe(2);
  expect(await resealUploads(env.DB, both)).toBe(0);
  const rows = await rowsOf('uploads');
  expect(rows.map(({ sealed }) => String(sealed).slice(0, 3))).toEqual(['n1.', 'n1.']);
  const only = await keyring(fresh, 'AES-GCM');
  if (!only) throw new Error('no keys');
  const asked = { platform: 'google', way: 'file', since: null, by: 'tests' } as const;
  const context = { catalog: GOOGLE_FILE, dataKeys: only, now: LATER };
  const [id = ''] = await makeExports(env.DB, asked, context);
  expect(await readExport(env.DB, id, only)).toMatchObject({ rows: 2, gone: 0 });
});

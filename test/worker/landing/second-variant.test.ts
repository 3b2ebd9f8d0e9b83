import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createApp } from '#worker/app.ts';
import { readReport } from '#worker/reporting/read-report.ts';
import { fold } from '#worker/store/counts/fold.ts';
import {
  anExposure,
  BROWSER,
  ORIGIN,
  readVisit,
  rowsOf,
  send,
  variantOf,
  visit,
} from '../visit.ts';
import { catalog, headline, layout } from '../world.ts';

/** A build that draws the visitors anew and does not say so: what must never happen. */
const shuffled = createApp({
  catalog: { ...catalog, experiments: [{ ...headline, seed: 'another' }, layout] },
  renderPage: async () => new Response('unused'),
  now: () => Date.now(),
  development: false,
});

test('who sees a second variant counts for the first, and is told apart', async () => {
  const first = { control: 0, bold: 0 };
  let changed = 0;
  for (let visitors = 0; visitors < 24; visitors += 1) {
    const page = await visit('/demo/');
    await send(page, [anExposure()]);
    const seen = variantOf(page.view, 'headline') as keyof typeof first;
    first[seen] += 1;
    const headers = { ...BROWSER, Cookie: page.cookie };
    const request = new Request(`${ORIGIN}/demo/`, { headers });
    const response = await shuffled.fetch(request, env, createExecutionContext());
    const again = await readVisit(response, page.cookie);
    // The change is told once per visitor, however often it is seen.
    await send(again, [anExposure()]);
    await send(again, [anExposure()]);
    if (variantOf(again.view, 'headline') !== seen) changed += 1;
  }
  expect(changed).toBeGreaterThan(0);
  for (const folded of [false, true]) {
    if (folded) await fold(env.DB, catalog, Date.now());
    const report = await readReport(env.DB, catalog, { id: 'headline', now: Date.now() });
    expect(report?.multi).toBe(changed);
    const counted = report?.variants.map(({ variant, visitors }) => [variant, visitors]);
    expect(Object.fromEntries(counted ?? [])).toEqual(first);
    expect(report?.health?.findings.find(({ check }) => check === 'multi')?.status).toBe('broken');
    const other = await readReport(env.DB, catalog, { id: 'layout', now: Date.now() });
    expect(other?.multi).toBe(0);
  }
  expect(await rowsOf('exposures')).toHaveLength(2 * 24);
});

import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { panelSchema } from '#experiments/contract/panel.ts';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { panelOf } from '#experiments/report/decision/panel.ts';
import { createApp } from '#worker/app.ts';
import { readNotes } from '#worker/reporting/read-notes.ts';
import { readReport, readReports } from '#worker/reporting/read-report.ts';
import { takeDueLooks } from '#worker/reporting/take-looks.ts';
import { writeDuePanels } from '#worker/reporting/write-panels.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { auditOnly } from '#worker/store/operation/audit.ts';
import { catalogIn, HOUR_MS, openEpochs, visitors, write } from './looks-world.ts';

const UTC = 'UTC';
const site = catalogIn(UTC);
const FIRST = startOfDay('2026-03-02', UTC);
const SECOND = startOfDay('2026-03-03', UTC);
const THIRD = startOfDay('2026-03-04', UTC);

async function panels(): Promise<readonly Record<string, unknown>[]> {
  return (await env.DB.prepare('SELECT * FROM look_panels ORDER BY day').all()).results;
}

async function twoDays(): Promise<void> {
  await openEpochs(site, FIRST);
  await write(visitors(UTC, FIRST + HOUR_MS, { count: 400, gapMs: 120_000 }));
  await write(visitors(UTC, SECOND + HOUR_MS, { count: 400, gapMs: 120_000, prefix: 'w' }));
}

test('the cron computes the panel of the last look, once, and nobody changes it', async () => {
  await twoDays();
  await takeDueLooks(env.DB, site, { now: SECOND });
  expect(await writeDuePanels(env.DB, site, SECOND)).toBe(1);
  const [first] = await panels();
  expect(first).toMatchObject({ day: '2026-03-02', computed_at: SECOND });
  expect(await writeDuePanels(env.DB, site, SECOND + 1)).toBe(0);
  expect(await panels()).toEqual([first]);
  await expect(env.DB.prepare("UPDATE look_panels SET panel = '{}'").run()).rejects.toThrow(
    'the panel of a look is never changed',
  );
  const report = await readReport(env.DB, site, { id: 'headline', now: SECOND + 2 });
  expect(report?.panel).toEqual(panelSchema.parse(JSON.parse(String(first?.panel))));
  expect(report?.look && panelOf(report.look)).toEqual(report?.panel);
});

test('a read takes a look that is due, and leaves its panel to the cron', async () => {
  await twoDays();
  const read = await readReport(env.DB, site, { id: 'headline', now: SECOND });
  expect(read?.look?.day).toBe('2026-03-02');
  expect(read?.panel).toBeNull();
  await readReports(env.DB, site, SECOND);
  expect(await panels()).toEqual([]);
  const app = createApp({
    catalog: site,
    renderPage: () => Promise.resolve(new Response()),
    now: () => SECOND,
    development: false,
  });
  await app.scheduled({} as ScheduledController, env);
  expect((await panels()).length).toBe(1);
});

test('a newer look without a panel shows none, not the one of yesterday', async () => {
  await twoDays();
  await takeDueLooks(env.DB, site, { now: SECOND });
  await writeDuePanels(env.DB, site, SECOND);
  const next = await readReport(env.DB, site, { id: 'headline', now: THIRD });
  expect(next?.look?.day).toBe('2026-03-03');
  expect(next?.panel).toBeNull();
});

test('the report of one experiment has every look on record; the list has none', async () => {
  await twoDays();
  await takeDueLooks(env.DB, site, { now: THIRD });
  const report = await readReport(env.DB, site, { id: 'headline', now: THIRD + 1 });
  expect(experimentReportSchema.parse(report)).toEqual(report);
  expect(report?.timeline?.looks.map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-03']);
  const last = report?.look?.treatments[0]?.comparisons[0]?.lift;
  const line = report?.timeline?.looks.at(-1)?.lifts[0];
  if (!last?.ok) throw new Error('no lift');
  expect(line).toEqual({
    variant: 'bold',
    verdict: report?.look?.treatments[0]?.verdict.kind,
    readable: true,
    lift: { ok: true, lower: last.lower, upper: last.upper, level: last.level },
  });
  expect(report?.timeline?.days.map(({ visitors: seen }) => seen)).toEqual([
    [200, 200],
    [200, 200],
  ]);
  const [listed] = await readReports(env.DB, site, THIRD + 1);
  expect(listed?.timeline).toBeNull();
});

test('notes stand on the site day on which they were written, the oldest first', async () => {
  const berlin = catalogIn('Europe/Berlin');
  const entry = { experimentId: 'headline', actor: 'key', after: '' };
  await env.DB.batch([
    auditOnly(env.DB, { ...entry, entryId: 'a', action: 'note', reason: 'New ads', now: FIRST }),
    auditOnly(env.DB, { ...entry, entryId: 'b', action: 'share', reason: 'Board', now: FIRST }),
    auditOnly(env.DB, {
      ...entry,
      entryId: 'c',
      action: 'note',
      reason: 'Fair',
      // Berlin is an hour ahead.
      now: SECOND - HOUR_MS / 2,
    }),
  ]);
  expect(await readNotes(env.DB, berlin, 'headline')).toEqual([
    { day: '2026-03-02', text: 'New ads' },
    { day: '2026-03-03', text: 'Fair' },
  ]);
});

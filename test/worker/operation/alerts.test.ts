import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { siteSchema } from '#experiments/definition/settings/site.ts';
import { raiseAlerts } from '#worker/reporting/raise-alerts.ts';
import { writeActivity } from '#worker/store/counts/activity.ts';
import { readAlerts } from '#worker/store/operation/alerts.ts';
import { insertMessage } from '#worker/store/operation/outbox.ts';
import { catalog } from '../world.ts';

const NOON = Date.UTC(2026, 10, 23, 11);
const HOUR = 3_600_000;
const MINUTE = 60_000;

const watched = {
  ...catalog,
  site: siteSchema.parse({
    ...catalog.site,
    alerts: {
      webhook: 'https://hooks.example/truelift',
      email: { from: 'Truelift <report@example.com>', to: ['maja@example.com'] },
      quietHours: 6,
    },
  }),
};

const messages = async () => {
  const { results } = await env.DB.prepare('SELECT channel, payload FROM outbox ORDER BY seq').all<{
    channel: string;
    payload: string;
  }>();
  return results.map(({ channel, payload }) => ({ channel, ...JSON.parse(payload) }));
};

/** The headline experiment as the cron saw it, so many visitors and conversions a day. */
async function seen(days: readonly (readonly [string, number, number])[]): Promise<void> {
  let exposures = 0;
  let converted = 0;
  const rows = days.map(([day, visitors, conversions]) => {
    exposures += visitors;
    converted += conversions;
    const exposedAt = Date.parse(`${day}T22:00:00Z`);
    return { experimentId: 'headline', day, exposures, converted, exposedAt };
  });
  await writeActivity(env.DB, rows).run();
}

beforeEach(async () => {
  await env.DB.exec(
    "INSERT INTO exposure_statistics (experiment_id, variant_id, epoch, day, mode, dimension, value, visitors, bots, first_at) VALUES ('headline', 'control', 1, '2026-11-20', 'cookie', 'all', '', 6000, 0, 0)",
  );
});

const week = ['15', '16', '17', '18', '19', '20', '21'].map(
  (day) => [`2026-11-${day}`, 857, 60] as const,
);

test('an experiment that nobody is counted in any more is told once per channel', async () => {
  await seen([...week, ['2026-11-22', 1, 60]]);
  expect(await raiseAlerts(env.DB, watched, NOON)).toBe(1);
  expect(await raiseAlerts(env.DB, watched, NOON + 5 * MINUTE)).toBe(0);
  await Promise.all([
    raiseAlerts(env.DB, watched, NOON + 10 * MINUTE),
    raiseAlerts(env.DB, watched, NOON + 10 * MINUTE),
  ]);
  const told = await messages();
  expect(told.map(({ channel }) => channel)).toEqual(['alert-webhook', 'alert-email']);
  expect(told[0]).toMatchObject({
    kind: 'no-exposures',
    experiment: 'headline',
    url: 'https://lp.example.com/report/headline/',
  });
  expect(await readAlerts(env.DB, NOON)).toHaveLength(1);
});

test('visitors who come again end the silence', async () => {
  await seen(week);
  const first = await raiseAlerts(env.DB, watched, NOON);
  expect(first).toBe(0);
  expect(await raiseAlerts(env.DB, watched, NOON + 5 * HOUR)).toBe(0);
  expect(await raiseAlerts(env.DB, watched, NOON + 6 * HOUR)).toBe(1);
});

test('conversions that collapsed on a closed day are told', async () => {
  await seen([...week, ['2026-11-22', 857, 10]]);
  await raiseAlerts(env.DB, watched, NOON);
  expect(await messages()).toContainEqual(
    expect.objectContaining({
      kind: 'conversion-collapse',
      sentence: expect.stringContaining('10 conversions on 2026-11-22'),
    }),
  );
});

test('an outbox that is stuck is told, and without a channel nothing is sent', async () => {
  const old = { messageId: 'msg_old', channel: 'alert-webhook', payload: '{}' };
  await insertMessage(env.DB, old, NOON - 25 * HOUR).run();
  expect(await raiseAlerts(env.DB, catalog, NOON)).toBe(1);
  expect(await readAlerts(env.DB, NOON)).toMatchObject([{ kind: 'outbox-stuck' }]);
  expect(await messages()).toHaveLength(1);
});

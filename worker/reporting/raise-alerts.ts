import { type Alert, alertsOf, outboxAlert } from '#experiments/alerts/alert.ts';
import { alertPath } from '#experiments/alerts/alert-path.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import type { AlertPayload } from '../outbox/alert-channels.ts';
import {
  type ActivityRow,
  closedDays,
  readActivity,
  readTotals,
  writeActivity,
} from '../store/counts/activity.ts';
import { readLooks } from '../store/looks/looks.ts';
import { noteAlert, readAlerts } from '../store/operation/alerts.ts';
import { insertMessage, stuckMessages } from '../store/operation/outbox.ts';
import { readRunStates } from '../store/operation/run-states.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { toHex } from '../visitor/hex.ts';

const DAY_MS = 86_400_000;
/** Days of activity that are compared. */
const DAYS_BACK = 20;

/**
 * Finds what should not wait for somebody to open the report, notes it, and puts a message for each
 * set-up channel into the outbox, once while the condition lasts. Answers how many were new. Safe to
 * run twice, late or at the same time: a message's id is made of the alert and its day.
 */
export async function raiseAlerts(db: D1Database, catalog: Catalog, now: number): Promise<number> {
  const { site } = catalog;
  const today = siteDay(now, site.timeZone);
  const running = catalog.experiments.filter(({ status }) => status === 'running');
  const rows = await observe(db, running, { today, now });
  const states = await readRunStates(db, catalog, now);
  const labelOf = (metric: string) =>
    catalog.metrics.find(({ id }) => id === metric)?.label ?? metric;
  const found: Alert[] = [];
  for (const experiment of running) {
    const own = rows.filter(({ experimentId }) => experimentId === experiment.id);
    const { last } = await readLooks(db, experiment);
    const watched = {
      ...experiment,
      state: states.get(experiment.id)?.state ?? 'running',
      look: last,
      exposedAt: own.at(-1)?.exposures ? (own.at(-1)?.exposedAt ?? null) : null,
      days: closedDays(own, today),
    };
    found.push(...alertsOf(watched, { now, quietHours: site.alerts.quietHours, labelOf }));
  }
  const stuck = await stuckMessages(db, { now, lateMs: DAY_MS });
  const oldestDay = stuck.oldestAt === null ? null : siteDay(stuck.oldestAt, site.timeZone);
  found.push(...outboxAlert({ ...stuck, oldestDay }));
  return note(db, catalog, { found, now });
}

/** Brings today's totals on record and answers the days so far, today included. */
async function observe(
  db: D1Database,
  running: readonly CatalogExperiment[],
  { today, now }: { readonly today: string; readonly now: number },
): Promise<readonly ActivityRow[]> {
  const before = await readActivity(db, addDays(today, -DAYS_BACK));
  const totals = await readTotals(
    db,
    running.map(({ id, primary }) => ({ experimentId: id, metricId: primary })),
  );
  const rows = totals.map((total): ActivityRow => {
    const last = before.findLast(({ experimentId }) => experimentId === total.experimentId);
    const moved = last === undefined || last.exposures !== total.exposures;
    return { ...total, day: today, exposedAt: moved ? now : last.exposedAt };
  });
  if (rows.length > 0) await writeActivity(db, rows).run();
  return [...before.filter(({ day }) => day < today), ...rows];
}

async function note(
  db: D1Database,
  { site }: Catalog,
  { found, now }: { readonly found: readonly Alert[]; readonly now: number },
): Promise<number> {
  if (found.length === 0) return 0;
  const known = new Set((await readAlerts(db, now - DAY_MS)).map(({ id }) => id));
  const fresh = found.filter(({ id }) => !known.has(id));
  const channels = [
    ...(site.alerts.webhook ? ['alert-webhook'] : []),
    ...(site.alerts.email ? ['alert-email'] : []),
  ];
  const day = siteDay(now, site.timeZone);
  const messages = await Promise.all(
    fresh.flatMap((alert) =>
      channels.map(async (channel) => ({
        messageId: await messageId([alert.id, day, channel].join('\n')),
        channel,
        payload: JSON.stringify(payloadOf(alert, site.origin, now)),
      })),
    ),
  );
  await db.batch([
    ...found.map((alert) => noteAlert(db, alert, { now, goneBefore: now - DAY_MS })),
    ...messages.map((message) => insertMessage(db, message, now)),
  ]);
  return fresh.length;
}

function payloadOf({ kind, experimentId, sentence }: Alert, origin: string, now: number) {
  const path = alertPath({ kind, experimentId });
  const payload: AlertPayload = {
    kind,
    experiment: experimentId,
    sentence,
    url: `${origin}${path}`,
    raisedAt: now,
  };
  return payload;
}

/** An opaque id that is the same for the same alert, day and channel. */
async function messageId(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `msg_${toHex(digest.slice(0, 12))}`;
}

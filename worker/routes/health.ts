import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { JOB_NAMES } from '../cron.ts';
import { attempt, isUnavailable } from '../store/operation/attempt.ts';
import { type Operations, readOperations } from '../store/operation/operations.ts';
import { siteDay } from '../store/operation/site-day.ts';

/** The cron comes every five minutes: three that did not come are no accident. */
const LATE_MS = 15 * 60_000;
/** A message that waits longer is tried again and again. */
const STUCK_MS = 24 * 3_600_000;
/** Share of the free plan's rows from which there is little room left in the day. */
const NEARLY_FULL = 0.8;

/**
 * `GET /_tl/health`: the Worker answers. With access (`asked` is then given) also how it is doing:
 * ledger, schema, when each job of the cron last did its work, what waits, what was written today, and
 * in `warnings` a sentence for everything that somebody should look at. 503 when the database does not
 * say.
 */
export async function getHealth(
  asked: { readonly db: D1Database; readonly catalog: Catalog; readonly now: number } | null,
): Promise<Response> {
  const headers = { 'Cache-Control': 'no-store' };
  if (asked === null) return Response.json({ ok: true }, { headers });
  const { db, catalog, now } = asked;
  try {
    const found = await attempt(() => readOperations(db, siteDay(now, catalog.site.timeZone)));
    return Response.json({ ok: true, warnings: warningsOf(found, now), ...found }, { headers });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return Response.json({ ok: false, database: String(error) }, { status: 503, headers });
  }
}

/** What somebody should look at, one sentence each; none when all is well. */
function warningsOf({ cron, outbox, today }: Operations, now: number): readonly string[] {
  const silent = cron.ranAt === null || now - cron.ranAt > LATE_MS;
  const late = JOB_NAMES.filter((name) => now - (cron.jobs[name]?.doneAt ?? 0) > LATE_MS);
  const share = today.rowsWrittenAbout / today.freePlanRows;
  return [
    ...(silent
      ? [
          `The cron ${cron.ranAt === null ? 'has never run' : `last ran ${ago(now - cron.ranAt)}`}: is it set up ([triggers] in wrangler.toml)?`,
        ]
      : []),
    ...(!silent && late.length > 0 ? late.map((name) => lateText(name, cron.jobs[name], now)) : []),
    ...(outbox.givenUp > 0
      ? [`Messages that were given up: ${outbox.givenUp}. /report/leads/ lists those of leads.`]
      : []),
    ...(outbox.oldestAt !== null && now - outbox.oldestAt > STUCK_MS
      ? [`The oldest waiting message came ${ago(now - outbox.oldestAt)}; ${outbox.waiting} wait.`]
      : []),
    ...(share > NEARLY_FULL
      ? [
          `About ${Math.round(share * 100)} % of the rows that the free plan may write in a day are written.`,
        ]
      : []),
  ];
}

function lateText(
  name: string,
  job: Operations['cron']['jobs'][string] | undefined,
  now: number,
): string {
  const since =
    job?.doneAt === undefined
      ? 'has never done its work'
      : `last did its work ${ago(now - job.doneAt)}`;
  return `The job ${name} ${since}${job?.error === undefined ? '' : `: ${job.error}`}.`;
}

function ago(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes ago` : `${Math.round(minutes / 60)} hours ago`;
}

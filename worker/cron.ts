import type { Env } from './env.ts';
import { logEvent, textOf } from './log.ts';
import type { Ports } from './ports.ts';
import { fold } from './store/counts/fold.ts';
import { type JobRun, recordRun } from './store/operation/cron-runs.ts';
import { readRunStates } from './store/operation/run-states.ts';

type Job = (env: Env, ports: Ports, now: number) => Promise<unknown>;

/** What the cron does, in this order: each reads what the ones before have written. */
const JOBS: Readonly<Record<string, Job>> = {
  salts: async (env, { catalog }, now) => {
    const { keepDaySalts } = await import('./store/events/day-salts.ts');
    await keepDaySalts(env.DB, catalog.site, now);
  },
  epochs: (env, { catalog }, now) => readRunStates(env.DB, catalog, now),
  deals: async (env, { catalog }, now) => {
    const { keepDeals } = await import('./deals/keep.ts');
    await keepDeals(env, { catalog, now });
  },
  journeys: async (env, { catalog }, now) => {
    const { settleJourneys } = await import('./leads/settle-journeys.ts');
    await settleJourneys(env.DB, catalog, now);
  },
  fold: (env, { catalog }, now) => fold(env.DB, catalog, now),
  looks: async (env, { catalog }, now) => {
    const { takeDueLooks } = await import('./reporting/take-looks.ts');
    await takeDueLooks(env.DB, catalog, { now });
  },
  panels: async (env, { catalog }, now) => {
    const { writeDuePanels } = await import('./reporting/write-panels.ts');
    await writeDuePanels(env.DB, catalog, now);
  },
  bandits: async (env, { catalog }, now) => {
    const { moveBandits } = await import('./reporting/move-bandits.ts');
    await moveBandits(env.DB, catalog, now);
  },
  alerts: async (env, { catalog }, now) => {
    const { raiseAlerts } = await import('./reporting/raise-alerts.ts');
    await raiseAlerts(env.DB, catalog, now);
  },
  // After the looks: they see the raw rows of their day.
  retention: async (env, { catalog }, now) => {
    const { deleteOldRowsDaily } = await import('./store/events/retention.ts');
    const { linkDaysOf } = await import('#experiments/definition/settings/retention.ts');
    await deleteOldRowsDaily(env.DB, catalog, { now, linkDays: linkDaysOf(catalog.site) });
  },
  leads: async (env, { catalog }, now) => {
    const { keepLeads } = await import('./leads/keep.ts');
    await keepLeads(env, catalog.site, now);
  },
  uploads: async (env, { catalog }, now) => {
    const { runUploads } = await import('./uploads/run-uploads.ts');
    await runUploads(env, catalog, now);
  },
  outbox: async (env, ports) => {
    const { deliverDue } = await import('./outbox/deliver-due.ts');
    await deliverDue(env, ports.catalog, { clock: ports.now });
  },
};

/** Names of the jobs, in the order in which they run. */
export const JOB_NAMES: readonly string[] = Object.keys(JOBS);

/**
 * Does everything that is due. A job that fails is logged by its name and does not keep the others
 * from their work: what it left undone is due again next time. When each job last did its work is put
 * on record.
 * @throws when any job failed, so that the platform shows the run as failed
 */
export async function runDueJobs(env: Env, ports: Ports): Promise<void> {
  const now = ports.now();
  const runs: Record<string, JobRun> = {};
  for (const [name, job] of Object.entries(JOBS)) {
    const startedAt = ports.now();
    try {
      await job(env, ports, now);
      runs[name] = { doneAt: now, ms: ports.now() - startedAt };
    } catch (error) {
      runs[name] = { failedAt: now, error: textOf(error) };
      logEvent('error', 'cron-failed', { job: name, ms: ports.now() - startedAt, error });
    }
  }
  await recordRun(env.DB, runs, now).catch((error: unknown) =>
    logEvent('error', 'cron-unrecorded', { error }),
  );
  const failed = JOB_NAMES.filter((name) => runs[name]?.failedAt !== undefined);
  if (failed.length > 0) throw new Error(`these jobs failed: ${failed.join(', ')}`);
}

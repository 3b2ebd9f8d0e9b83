import type { Env } from './env.ts';
import type { Ports } from './ports.ts';
import { fold } from './store/fold.ts';
import { readRunStates } from './store/run-states.ts';

type Job = (env: Env, ports: Ports, now: number) => Promise<unknown>;

/** What the cron does, in this order: each reads what the ones before have written. */
const JOBS: Readonly<Record<string, Job>> = {
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
    const { deleteOldRowsDaily } = await import('./store/retention.ts');
    const { linkDaysOf } = await import('#experiments/definition/retention.ts');
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

/**
 * Does everything that is due. A job that fails is logged by its name and does not keep the others
 * from their work: what it left undone is due again next time.
 * @throws when any job failed, so that the platform shows the run as failed
 */
export async function runDueJobs(env: Env, ports: Ports): Promise<void> {
  const now = ports.now();
  const failed: string[] = [];
  for (const [name, job] of Object.entries(JOBS)) {
    try {
      await job(env, ports, now);
    } catch (error) {
      failed.push(name);
      const line = { level: 'error', event: 'cron-failed', job: name, error: String(error) };
      console.error(JSON.stringify(line));
    }
  }
  if (failed.length > 0) throw new Error(`these jobs failed: ${failed.join(', ')}`);
}

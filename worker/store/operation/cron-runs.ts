/** What is kept of a job of the cron; moments in epoch milliseconds. */
export type JobRun = {
  /** When it last did its work, and how long that took. */
  readonly doneAt?: number;
  readonly ms?: number;
  /** When it last failed, and why, without personal data. */
  readonly failedAt?: number;
  readonly error?: string;
};

/** Puts on record what a run did, in one row: of each job what this run knows, the rest as it was. */
export async function recordRun(
  db: D1Database,
  jobs: Readonly<Record<string, JobRun>>,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO cron_runs (id, ran_at, jobs) VALUES (1, ?1, ?2)
       ON CONFLICT (id) DO UPDATE SET ran_at = max(ran_at, excluded.ran_at),
         jobs = json_patch(jobs, excluded.jobs)`,
    )
    .bind(now, JSON.stringify(jobs))
    .run();
}

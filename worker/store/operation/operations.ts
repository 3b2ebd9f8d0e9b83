import { type LedgerKind, selectLedger, toLedger } from '../events/ledger.ts';
import type { JobRun } from './cron-runs.ts';

/**
 * Rows that D1 counts as written for one received event, as `npm run bench` measures them. With the
 * rows of the fold it is an estimate: D1's own figure is in the dashboard.
 */
const ROWS_PER_EVENT: Readonly<Record<LedgerKind, number>> = {
  exposure: 8,
  conversion: 5,
  signal: 2,
  form: 15,
  hook: 12,
  event: 3,
  request: 3,
};

/** What D1 lets a database of the free plan write in a UTC day, https://developers.cloudflare.com/d1/platform/pricing/ */
const FREE_ROWS_PER_DAY = 100_000;

/** How the site is doing, for whoever keeps it running; moments in epoch milliseconds. */
export type Operations = Awaited<ReturnType<typeof readOperations>>;

/** Everything in one trip. `today`: day of the ledger, in the site's time zone. */
export async function readOperations(db: D1Database, today: string) {
  const [ledger, rejects, schema, runs, fold, outbox, day] = await db.batch<Row>([
    ...selectLedger(db),
    db.prepare('SELECT max(name) AS name, count(*) AS applied FROM d1_migrations'),
    db.prepare('SELECT ran_at, jobs FROM cron_runs'),
    db.prepare(
      `SELECT folded_at, (SELECT coalesce(max(seq), 0) FROM exposures) - exposure_seq AS exposures,
         (SELECT coalesce(max(seq), 0) FROM conversions) - conversion_seq AS conversions FROM folds`,
    ),
    db.prepare(
      `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting,
         min(created_at) FILTER (WHERE state = 'waiting') AS oldest_at,
         count(*) FILTER (WHERE state = 'dead') AS dead
       FROM outbox WHERE state = 'waiting' OR (state = 'dead' AND ended_as IS NULL)`,
    ),
    db
      .prepare(
        'SELECT kind, accepted + duplicate + rejected AS received FROM ledger WHERE day = ?1',
      )
      .bind(today),
  ]);
  const received = (day?.results ?? []).map((row) => ({
    kind: row['kind'] as LedgerKind,
    events: Number(row['received']),
  }));
  const rowsWritten = received.reduce(
    (sum, { kind, events }) => sum + events * (ROWS_PER_EVENT[kind] ?? 0),
    0,
  );
  const run = runs?.results[0];
  return {
    ledger: toLedger(ledger?.results[0], rejects?.results ?? []),
    schema: {
      newest: String(schema?.results[0]?.['name'] ?? ''),
      applied: numberIn(schema, 'applied'),
    },
    cron: {
      ranAt: run ? Number(run['ran_at']) : null,
      jobs: JSON.parse(String(run?.['jobs'] ?? '{}')) as Readonly<Record<string, JobRun>>,
    },
    fold: {
      foldedAt: numberIn(fold, 'folded_at') || null,
      behind: {
        exposures: numberIn(fold, 'exposures'),
        conversions: numberIn(fold, 'conversions'),
      },
    },
    outbox: {
      waiting: numberIn(outbox, 'waiting'),
      oldestAt: numberIn(outbox, 'oldest_at') || null,
      givenUp: numberIn(outbox, 'dead'),
    },
    today: {
      day: today,
      received: received.reduce((sum, { events }) => sum + events, 0),
      rowsWrittenAbout: rowsWritten,
      freePlanRows: FREE_ROWS_PER_DAY,
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

function numberIn(answer: { readonly results: readonly Row[] } | undefined, name: string): number {
  return Number(answer?.results[0]?.[name] ?? 0);
}

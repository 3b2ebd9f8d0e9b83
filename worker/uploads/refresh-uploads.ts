import type { FormatName } from '#experiments/uploads/settings.ts';
import { markChecked, readUnchecked } from '../store/uploads/ready-uploads.ts';
import { withdrawUploads } from '../store/uploads/upload-withdrawals.ts';
import { changeStates, type StateChange } from '../store/uploads/uploads.ts';
import { expectedValues } from './expected-values.ts';
import { type ExportContext, openAll } from './make-exports.ts';
import { planAgain, planUploads } from './plan-uploads.ts';
import { checkedFor } from './upload-row.ts';

const HOUR_MS = 3_600_000;
/** Most uploads that are checked anew in one run. */
const CHECKED_AT_ONCE = 300;

/**
 * Brings the ledger of uploads to where consent, leads, deals and the clock are; nothing leaves by
 * it. Idempotent, so that the cron, the page and an export may all call it.
 */
export async function refreshUploads(
  db: D1Database,
  context: ExportContext & {
    /** Leads to look at though nothing about them has changed. */
    readonly leadIds?: readonly string[];
  },
): Promise<void> {
  const { catalog, now, leadIds = [] } = context;
  await withdrawUploads(db, { run: crypto.randomUUID(), now });
  const expected = await expectedValues(db, catalog, now);
  await planUploads(db, { ...context, expected });
  await planAgain(db, leadIds, { ...context, expected });
  await checkAgain(db, context);
}

/** What may still leave, against today's clock: windows end while nobody looks. */
async function checkAgain(db: D1Database, { catalog, dataKeys, now }: ExportContext) {
  const asked = { before: now - HOUR_MS, now, limit: CHECKED_AT_ONCE };
  const uploads = await readUnchecked(db, asked);
  if (uploads.length === 0) return;
  const changes: StateChange[] = [];
  for (const { upload, conversion } of await openAll(dataKeys, uploads)) {
    const known = catalog.platforms[upload.platform as keyof typeof catalog.platforms];
    if (upload.format === null || known === undefined) continue;
    const { state, reason } = checkedFor(upload.format as FormatName, conversion, { catalog, now });
    if (state !== upload.state) changes.push({ uploadId: upload.uploadId, state, reason });
  }
  const from = ['eligible', 'linted', 'refused'] as const;
  await db.batch([
    ...changeStates(db, changes, { from, now, run: crypto.randomUUID() }),
    markChecked(
      db,
      uploads.map(({ uploadId }) => uploadId),
      now,
    ),
  ]);
}

import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { ReportedStage } from '#experiments/definition/connections/platform-conversion.ts';
import type { Money } from '#experiments/revenue/deal-state.ts';
import type { UploadAction } from '#experiments/uploads/conversion.ts';
import { type Desired, desiredConversions } from '#experiments/uploads/lifecycle/desired.ts';
import { type KnownUpload, nextStep } from '#experiments/uploads/lifecycle/next-step.ts';
import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import {
  readChangedLeads,
  readMark,
  readSaleRows,
  type SaleRows,
  writeMark,
} from '../store/uploads/upload-sales.ts';
import {
  changeStates,
  type StateChange,
  type UploadRow,
  writeUploads,
} from '../store/uploads/uploads.ts';
import { toHex } from '../visitor/hex.ts';
import { type KnownSale, saleOf } from './sale-of.ts';
import { type RowContext, uploadRow } from './upload-row.ts';

const DAY_MS = 86_400_000;
/** Leads of one page, and most pages of one run: what is left is for the next. */
const PAGE = 200;
const MAX_PAGES = 20;
/** Clocks of two writers differ by less: what they wrote late is read again. */
const OVERLAP_MS = 10 * 60_000;

export type PlanContext = RowContext & {
  readonly catalog: Catalog;
  /** What a lead at a stage brings on average; null while nobody can say. */
  readonly expected: (leadId: string, stage: ReportedStage) => Money | null;
};

/** Brings the uploads of some leads to where those are, whether they have changed or not. */
export async function planAgain(
  db: D1Database,
  leadIds: readonly string[],
  context: PlanContext,
): Promise<void> {
  for (let from = 0; from < leadIds.length; from += PAGE) {
    await planLeads(db, leadIds.slice(from, from + PAGE), context);
  }
}

/**
 * Brings the uploads to where leads and deals are: new conversions, corrections of what has left, and
 * what is not to leave after all. Reads what changed since the last run; with another platforms.yaml
 * everything in the platforms' windows. Idempotent; answers how many leads it looked at.
 */
export async function planUploads(db: D1Database, context: PlanContext): Promise<number> {
  const { catalog, now } = context;
  const entries = Object.values(catalog.platforms).filter((entry) => entry?.enabled);
  if (entries.length === 0) return 0;
  const name = await markName(catalog);
  const longest = Math.max(...entries.map((entry) => entry?.windowDays ?? 0));
  let cursor = (await readMark(db, name)) ?? { at: now - longest * DAY_MS, leadId: '' };
  let seen = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const changed = await readChangedLeads(db, cursor, PAGE);
    await planLeads(db, [...new Set(changed.map(({ leadId }) => leadId))], context);
    seen += changed.length;
    cursor = changed.at(-1) ?? cursor;
    if (changed.length < PAGE) {
      cursor = { at: Math.max(now - OVERLAP_MS, 0), leadId: '' };
      break;
    }
  }
  await writeMark(db, name, cursor);
  return seen;
}

/** Asked for more, everything is looked at again. */
async function markName({ platforms }: Catalog): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(platforms));
  return toHex(await crypto.subtle.digest('SHA-256', text)).slice(0, 16);
}

async function planLeads(
  db: D1Database,
  leadIds: readonly string[],
  context: PlanContext,
): Promise<void> {
  if (leadIds.length === 0) return;
  const { now } = context;
  const run = crypto.randomUUID();
  const rows = await readSaleRows(db, leadIds, now);
  const written: UploadRow[] = [];
  const dropped: StateChange[] = [];
  for (const leadId of leadIds) {
    const known = saleOf(leadId, rows, context);
    if (known === null) continue;
    const worth = {
      currency: context.catalog.site.currency,
      expected: (stage: ReportedStage) => context.expected(leadId, stage),
    };
    for (const desired of desiredConversions(context.catalog.platforms, known.sale, worth)) {
      const planned = await plan(known, desired, { rows, context });
      if (planned.row) written.push(planned.row);
      dropped.push(...planned.dropped);
    }
  }
  await writeUploads(db, written, { run, now });
  if (dropped.length === 0) return;
  const from = ['eligible', 'linted', 'refused', 'no-id', 'too-late', 'failed'] as const;
  await db.batch([...changeStates(db, dropped, { from, now, run: crypto.randomUUID() })]);
}

type Stored = KnownUpload & {
  readonly uploadId: number;
  readonly run: string;
  readonly reason: string | null;
  readonly occurredAt: number;
  readonly format: string | null;
};

async function plan(
  known: KnownSale,
  desired: Desired,
  { rows, context }: { readonly rows: SaleRows; readonly context: PlanContext },
): Promise<{ readonly row: UploadRow | null; readonly dropped: readonly StateChange[] }> {
  const { versions, step, dropped } = settled(
    rows.uploads.filter((row) => isOf(row, desired)).map(toStored),
    desired,
  );
  if (step.kind !== 'write') return { row: null, dropped };
  const before = versions.find(({ version }) => version === step.version);
  const row = await uploadRow(known, desired, {
    step,
    versions: versions.filter(({ version }) => version < step.version),
    readRun: before?.run ?? '',
    context,
  });
  // A withdrawal is remembered as one.
  const isWithdrawn = before?.state === 'withdrawn' && row.state === 'no-consent';
  return { row: isWithdrawn || (before && isSame(before, row)) ? null : row, dropped };
}

/** The versions once everything that does not stand any more is dropped, and what comes then. */
function settled(stored: readonly Stored[], desired: Desired) {
  const reason = 'It did not stand any more before it left.';
  const dropped: StateChange[] = [];
  let versions = stored;
  let step = nextStep(versions, desired);
  while (step.kind === 'drop') {
    const { version: gone } = step;
    const state = 'dropped' as const;
    const uploads = versions.filter(({ version }) => version === gone);
    dropped.push(...uploads.map(({ uploadId }) => ({ uploadId, state, reason })));
    versions = versions.map((one) => (one.version === gone ? { ...one, state } : one));
    step = nextStep(versions, desired);
  }
  return { versions, step, dropped };
}

function isOf(row: SaleRows['uploads'][number], desired: Desired): boolean {
  return (
    row.platform === desired.platform &&
    row.conversion_id === desired.conversionId &&
    row.event === desired.event
  );
}

function toStored(row: SaleRows['uploads'][number]): Stored {
  return {
    uploadId: Number(row.upload_id),
    version: Number(row.version),
    action: row.action as UploadAction,
    state: row.state as UploadState,
    value:
      row.value_minor === null
        ? null
        : { minor: Number(row.value_minor), currency: String(row.currency) },
    dealVersion: row.deal_version === null ? null : Number(row.deal_version),
    adjustedAt: row.adjusted_at === null ? null : Number(row.adjusted_at),
    run: String(row.run),
    reason: row.reason as string | null,
    occurredAt: Number(row.occurred_at),
    format: row.format as string | null,
  };
}

function isSame(before: Stored, row: UploadRow): boolean {
  return (
    before.state === row.state &&
    before.reason === row.reason &&
    before.action === row.action &&
    before.format === row.format &&
    before.occurredAt === row.occurredAt &&
    (before.value?.minor ?? null) === row.valueMinor &&
    (before.value?.currency ?? null) === row.currency
  );
}

import type { CrmSource } from '#experiments/definition/connections/crm-source.ts';
import { readStageRow, type StageRow } from '#experiments/revenue/stage-row.ts';
import type { HookEvent } from '../hooks/hook-events.ts';
import { type ReadStage, readStage } from './read-stages.ts';
import { rowId } from './row-id.ts';
import type { StageContext } from './take-stages.ts';

/** One event of a body, read; or why it cannot be. */
export async function readHookEvent(
  event: HookEvent,
  source: CrmSource,
  context: StageContext,
): Promise<ReadStage> {
  switch (event.kind) {
    case 'other':
      return { ok: false, code: 'not-a-stage', message: event.message };
    case 'row':
      return readRow(event.row, source, context);
    case 'event':
      return readStage(event.raw, source, context.now);
  }
}

/** A row of plain texts, read; without an id its content names it. */
export async function readRow(
  row: StageRow,
  source: CrmSource,
  { catalog: { site }, keys, now }: StageContext,
): Promise<ReadStage> {
  const { timeZone, currency } = site;
  const read = readStageRow(row, { timeZone, currency, now });
  if (!read.ok) return { ok: false, code: 'invalid-event', message: read.message };
  const id = read.event.id ?? (await rowId(read.content, row.email, keys));
  return readStage({ ...read.event, id }, source, now);
}

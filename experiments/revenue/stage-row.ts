import { momentSchema, placeMoment } from '../definition/time/moment.ts';
import { minorOf } from './decimal.ts';

/** Columns of a file of stages, and keys of a workflow's body: plain texts under plain names. */
export const STAGE_COLUMNS = [
  'id',
  'deal',
  'stage',
  'at',
  'amount',
  'currency',
  'handoff',
  'record_id',
  'lead_id',
  'email',
] as const;
export type StageColumn = (typeof STAGE_COLUMNS)[number];
export type StageRow = Readonly<Partial<Record<StageColumn, string>>>;

export type ReadStageRow =
  | {
      readonly ok: true;
      /** An event as `stageEventSchema` reads it, its id only where the row has one. */
      readonly event: Readonly<Record<string, unknown>>;
      /** What tells the row from others besides its e-mail address. */
      readonly content: string;
    }
  | { readonly ok: false; readonly message: string };

/**
 * A row of plain texts as an event. `at` is a day, a day and a time of the site's zone, a time with
 * its offset, or epoch milliseconds; a day alone is its midnight. `amount` is decimal, in `currency`
 * or the site's. Without an `id` the row's own content is to name it, so that the same row sent again
 * changes nothing; without `at` it is the moment of receipt, and the same stage and amount of one
 * deal are then the same event.
 */
export function readStageRow(
  row: StageRow,
  site: { readonly timeZone: string; readonly currency: string; readonly now: number },
): ReadStageRow {
  const cell = (column: StageColumn) => row[column]?.trim() ?? '';
  const given = cell('at');
  const at = given === '' ? site.now : momentOf(given, site.timeZone);
  if (at === null) {
    const message = `at: "${given}" is no time; write 2026-11-23, 2026-11-23 14:30, 2026-11-23T14:30+01:00 or epoch milliseconds`;
    return { ok: false, message };
  }
  const currency = cell('currency') || site.currency;
  const minor = cell('amount') === '' ? null : minorOf(cell('amount'), currency);
  if (cell('amount') !== '' && minor === null) {
    const message = `amount: "${cell('amount')}" is no amount; write digits and a decimal point, for example 1200.50`;
    return { ok: false, message };
  }
  const ref = {
    handoff: cell('handoff') || undefined,
    recordId: cell('record_id') || undefined,
    leadId: cell('lead_id') || undefined,
    email: cell('email') || undefined,
  };
  return {
    ok: true,
    event: {
      id: cell('id') || undefined,
      deal: cell('deal') || undefined,
      stage: cell('stage'),
      at,
      ...(minor === null ? {} : { amount: { minor, currency } }),
      ref,
    },
    content: JSON.stringify(
      STAGE_COLUMNS.map((column) => (column === 'email' ? '' : cell(column))),
    ),
  };
}

/** Takes fractions of seconds too, and offsets without a colon, as Salesforce writes them. */
function momentOf(text: string, timeZone: string): number | null {
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const [, fraction = ''] = /:\d\d\.(\d{1,9})(?=Z|[+-]|$)/.exec(text) ?? [];
  const plain = text
    .replace(fraction === '' ? '' : `.${fraction}`, '')
    .replace(/(:\d\d[+-]\d\d)(\d\d)$/, '$1:$2');
  if (!momentSchema.safeParse(plain).success) return null;
  return placeMoment(plain, timeZone).at + Number(fraction.padEnd(3, '0').slice(0, 3));
}

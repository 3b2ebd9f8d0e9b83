import { type Book, type Entry, eventsIn, type Ids, isAcknowledged } from './book.ts';
import type { Stored } from './stored.ts';

/** What senders know beside what the database holds. Those that must be 0 are `FAULTS`. */
export type Figures = {
  /** Events sent, those of a form as one; each once, however often it was sent. */
  readonly sent: number;
  readonly acknowledged: number;
  readonly stored: number;
  /** Stored, but the answer never came. */
  readonly unanswered: number;
  /** Requests of which one part is stored and another is not. */
  readonly partial: number;
  /** Acknowledged and not stored. */
  readonly lost: number;
  /** Sent by somebody who insisted, and not stored. */
  readonly missing: number;
  /** Rows of one id beyond the first. */
  readonly twice: number;
  /** Rows that nobody sent. */
  readonly invented: number;
  /** Answers that were counted as a repeat of what an earlier, unanswered request had stored. */
  readonly repeats: number;
  /** Kinds whose ledger is not what was stored, or outside of what was sent. */
  readonly ledgerOff: readonly string[];
  readonly unbooked: number;
  readonly damage: string;
  readonly surprises: readonly string[];
};

export function figuresOf(book: Book, stored: Stored): Figures {
  const { entries } = book;
  const sum = (of: readonly Entry[]) => of.reduce((total, { ids }) => total + eventsIn(ids), 0);
  const there = entries.map((entry) => presence(entry, stored));
  const whole = entries.filter((_, index) => there[index] === 'whole');
  const absent = (entry: Entry, index: number) => there[index] === 'none' && isAcknowledged(entry);
  return {
    sent: sum(entries),
    acknowledged: sum(entries.filter(isAcknowledged)),
    stored: sum(whole),
    unanswered: sum(whole.filter((entry) => !isAcknowledged(entry))),
    partial: there.filter((one) => one === 'part').length,
    lost: sum(entries.filter(absent)),
    missing: sum(entries.filter(({ insists }, index) => insists && there[index] === 'none')),
    twice: rowsBeyondFirst(stored),
    invented: inventedRows(entries, stored),
    repeats: entries.reduce((total, { told }) => total + (told?.duplicate ?? 0), 0),
    ledgerOff: ledgerFaults(entries, stored),
    unbooked: stored.unbooked,
    damage: stored.integrity === 'ok' ? '' : stored.integrity,
    surprises: book.surprises,
  };
}

/** What is wrong, in words; nothing when every promise was kept. */
export function faultsOf(figures: Figures): readonly string[] {
  const { partial, lost, missing, twice, invented, unbooked } = figures;
  const counts = Object.entries({ partial, lost, missing, twice, invented, unbooked });
  return [
    ...counts.flatMap(([name, count]) => (count === 0 ? [] : [`${name}: ${count}`])),
    ...figures.ledgerOff,
    ...(figures.damage === '' ? [] : [`the database file: ${figures.damage}`]),
    ...figures.surprises,
  ];
}

function presence({ ids }: Entry, stored: Stored): 'whole' | 'part' | 'none' {
  const isSpam = ids.leads.some((id) => stored.spam.has(id));
  const due = isSpam ? { ...ids, conversions: [] } : ids;
  const known = pairsOf(due).map(([table, id]) => stored.ids[table].has(id));
  if (known.every(Boolean)) return 'whole';
  return known.some(Boolean) ? 'part' : 'none';
}

function pairsOf(ids: Ids): readonly (readonly [keyof Ids, string])[] {
  const tables = Object.keys(ids) as (keyof Ids)[];
  return tables.flatMap((table) => ids[table].map((id) => [table, id] as const));
}

function rowsBeyondFirst({ ids }: Stored): number {
  const counts = Object.values(ids).flatMap((one) => [...one.values()]);
  return counts.reduce((sum, count) => sum + count - 1, 0);
}

function inventedRows(entries: readonly Entry[], { ids }: Stored): number {
  const sent = new Set(
    entries.flatMap((entry) => pairsOf(entry.ids).map(([table, id]) => `${table} ${id}`)),
  );
  const there = Object.entries(ids).flatMap(([table, rows]) =>
    [...rows.keys()].map((id) => `${table} ${id}`),
  );
  return there.filter((one) => !sent.has(one)).length;
}

const KINDS = {
  exposure: 'touchpoints',
  conversion: 'conversions',
  signal: 'signals',
  form: 'leads',
  hook: 'stages',
} as const;

/**
 * Accepted is what is stored, kind by kind. What was received lies between what was answered and
 * that with every request that nobody answered, for those may have been written before the kill.
 */
function ledgerFaults(entries: readonly Entry[], stored: Stored): readonly string[] {
  const booked = { accepted: 0, duplicate: 0, rejected: 0 };
  const faults: string[] = [];
  for (const row of stored.ledger) {
    booked.accepted += row.accepted;
    booked.duplicate += row.duplicate;
    booked.rejected += row.rejected;
  }
  for (const [kind, table] of Object.entries(KINDS)) {
    const accepted = stored.ledger.find((row) => row.kind === kind)?.accepted ?? 0;
    const rows = [...stored.ids[table].keys()].filter(
      // A form books itself; what it converts is no event of its own.
      (id) => table !== 'conversions' || !id.includes(':'),
    ).length;
    if (accepted !== rows)
      faults.push(`ledger: ${accepted} of kind ${kind} accepted, ${rows} stored`);
  }
  const received = booked.accepted + booked.duplicate + booked.rejected;
  let [least, most] = [0, 0];
  for (const { ids, faulty, sent, told } of entries) {
    const size = eventsIn(ids) + faulty;
    least += told === null ? 0 : size;
    most += size * sent;
  }
  if (received < least || received > most) {
    faults.push(`ledger: ${received} received, ${least} to ${most} were sent`);
  }
  return faults;
}

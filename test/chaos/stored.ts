import type { DatabaseSync } from 'node:sqlite';
import type { Ids } from './book.ts';

type Table = keyof Ids;

/** Where the ids of a kind stand. */
const TABLES: Readonly<Record<Table, { readonly table: string; readonly id: string }>> = {
  touchpoints: { table: 'touchpoints', id: 'event_id' },
  conversions: { table: 'conversions', id: 'event_id' },
  signals: { table: 'signals', id: 'event_id' },
  leads: { table: 'leads', id: 'lead_id' },
  stages: { table: 'stage_events', id: 'event_id' },
};

/** How many events of each kind the ledger has booked, by what became of them. */
export type LedgerRow = {
  readonly kind: string;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
};

/** Every id in the database with how often it is there, by kind. */
export type Stored = {
  readonly ids: Readonly<Record<Table, ReadonlyMap<string, number>>>;
  /** Leads that are taken for spam: they convert nobody. */
  readonly spam: ReadonlySet<string>;
  readonly ledger: readonly LedgerRow[];
  /** Deals that were heard of and not booked. */
  readonly unbooked: number;
  /** What SQLite says of its file: `ok`. */
  readonly integrity: string;
};

export function readStored(file: DatabaseSync): Stored {
  const column = (sql: string) =>
    file
      .prepare(sql)
      .all()
      .map((row) => String(Object.values(row)[0]));
  const idsOf = (table: Table) => {
    const { table: name, id } = TABLES[table];
    // Conversions of deals are booked by the server under ids of its own.
    const own = table === 'conversions' ? "WHERE event_id NOT LIKE 'deal:%'" : '';
    const counts = new Map<string, number>();
    for (const one of column(`SELECT ${id} FROM ${name} ${own}`)) {
      counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    return counts;
  };
  return {
    ids: {
      touchpoints: idsOf('touchpoints'),
      conversions: idsOf('conversions'),
      signals: idsOf('signals'),
      leads: idsOf('leads'),
      stages: idsOf('stages'),
    },
    spam: new Set(column('SELECT lead_id FROM leads WHERE spam_reason IS NOT NULL')),
    ledger: file
      .prepare(
        `SELECT kind, sum(accepted) AS accepted, sum(duplicate) AS duplicate,
           sum(rejected) AS rejected FROM ledger GROUP BY kind`,
      )
      .all() as unknown as LedgerRow[],
    unbooked: column(
      `SELECT deal_id FROM deals_due UNION
       SELECT deal_id FROM stage_events AS s WHERE matched_at IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM deals AS d WHERE d.source = s.source AND d.deal_id = s.deal_id)`,
    ).length,
    integrity: column('PRAGMA integrity_check').join('; '),
  };
}

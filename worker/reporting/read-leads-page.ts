import type { LeadLine, UnmatchedStage } from '#experiments/crm/lead-line.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { LeftOutDeal } from '#experiments/revenue/left-out-deal.ts';
import { leadOfMessage } from '../outbox/lead-messages.ts';
import { readLeftOut } from '../store/deals/read-stages.ts';
import { readUnmatchedStages } from '../store/deals/unmatched-stages.ts';
import { countLeads, type LeadCounts } from '../store/leads/read-leads.ts';
import {
  countWaiting,
  type DeadLetter,
  type Replay,
  readDeadLetters,
  readReplays,
} from '../store/operation/dead-letters.ts';
import { type Reading, readLeads } from './read-leads.ts';

/** Most unmatched stages, dead letters and replays that are listed. */
const MOST_LISTED = 200;
const MOST_REPLAYS = 20;

/** What the page of leads is asked for. */
export type LeadsAsked =
  | { readonly list: 'leads' | 'spam'; readonly before: number | null }
  | { readonly list: 'one'; readonly leadId: string }
  | { readonly list: 'unmatched' }
  | { readonly list: 'undelivered' };

/** Everything that the page shows; lists that were not asked for are empty. */
export type LeadsPage = {
  readonly counts: LeadCounts;
  readonly lines: readonly LeadLine[];
  /** Where the next page begins; null at the end. */
  readonly older: number | null;
  readonly unmatched: readonly UnmatchedStage[];
  /** Deals that are in no sum; listed with the unmatched stages. */
  readonly leftOut: readonly LeftOutDeal[];
  readonly letters: readonly (DeadLetter & { readonly leadId: string | null })[];
  readonly replays: readonly Replay[];
  /** Messages that were tried and wait for their next try. */
  readonly waiting: { readonly count: number; readonly oldestAt: number | null };
};

/** What an address asks for; the newest leads where it makes no sense. */
export function askedOf(query: URLSearchParams): LeadsAsked {
  const leadId = query.get('lead');
  if (leadId !== null) return { list: 'one', leadId: leadId.slice(0, 200) };
  const list = query.get('list');
  if (list === 'unmatched' || list === 'undelivered') return { list };
  const text = query.get('before') ?? '';
  const before = /^\d{1,15}$/.test(text) ? Number(text) : null;
  return { list: list === 'spam' ? 'spam' : 'leads', before };
}

/** One page of what was asked for, and how long every list is. */
export async function readLeadsPage(
  db: D1Database,
  catalog: Catalog,
  { asked, reading }: { readonly asked: LeadsAsked; readonly reading: Reading },
): Promise<LeadsPage> {
  const empty = {
    lines: [],
    older: null,
    unmatched: [],
    leftOut: [],
    letters: [],
    replays: [],
    waiting: { count: 0, oldestAt: null },
  };
  const counts = await countLeads(db);
  switch (asked.list) {
    case 'unmatched':
      return {
        ...empty,
        counts,
        unmatched: await readUnmatchedStages(db, MOST_LISTED),
        leftOut: await readLeftOut(db),
      };
    case 'undelivered': {
      const { letters } = await readDeadLetters(db, MOST_LISTED);
      return {
        ...empty,
        counts,
        letters: letters.map((letter) => ({ ...letter, leadId: leadOfMessage(letter) })),
        replays: await readReplays(db, MOST_REPLAYS),
        waiting: await countWaiting(db),
      };
    }
    default:
      return { ...empty, counts, ...(await readLeads(db, catalog, { asked, reading })) };
  }
}

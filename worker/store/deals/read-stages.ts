import type { LeftOutDeal } from '#experiments/revenue/left-out-deal.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** Events that found no lead, deals that are in no sum, and how many deals there are. */
export type StageOverview = {
  readonly unmatched: {
    readonly count: number;
    /** The newest. */
    readonly events: readonly {
      readonly source: string;
      readonly eventId: string;
      readonly deal: string;
      readonly stage: string;
      /** Epoch milliseconds. */
      readonly at: number;
      /** Why its CRM could not be asked; null where nothing had to be. */
      readonly lookupError: string | null;
    }[];
  };
  /** Deals that a metric leaves out, the newest, each with the reasons. */
  readonly leftOut: readonly LeftOutDeal[];
  /** By how they stand; `open` has not ended. */
  readonly deals: Readonly<Record<'won' | 'lost' | 'open', number>>;
};

const MOST = 200;

/** What of stages and deals people should look at. */
export async function readStageOverview(db: D1Database): Promise<StageOverview> {
  const [count, events, leftOut, deals] = await db.batch<Row>([
    db.prepare('SELECT count(*) AS events FROM stage_events WHERE matched_at IS NULL'),
    db
      .prepare(
        `SELECT source, event_id, deal_id, stage, occurred_at, lookup_error FROM stage_events
         WHERE matched_at IS NULL ORDER BY seq DESC LIMIT ?1`,
      )
      .bind(MOST),
    selectLeftOut(db),
    db.prepare(
      `SELECT coalesce(state ->> 'outcome', 'open') AS outcome, count(*) AS deals FROM deals
       GROUP BY 1`,
    ),
  ]);
  const counts = new Map(
    (deals?.results ?? []).map((row) => [String(row.outcome), Number(row.deals)]),
  );
  return {
    unmatched: {
      count: Number(count?.results[0]?.events ?? 0),
      events: (events?.results ?? []).map((row) => ({
        source: String(row.source),
        eventId: String(row.event_id),
        deal: String(row.deal_id),
        stage: String(row.stage),
        at: Number(row.occurred_at),
        lookupError: row.lookup_error === null ? null : String(row.lookup_error),
      })),
    },
    leftOut: (leftOut?.results ?? []).map(toLeftOut),
    deals: {
      won: counts.get('won') ?? 0,
      lost: counts.get('lost') ?? 0,
      open: counts.get('open') ?? 0,
    },
  };
}

/** Deals that a metric leaves out, the newest first. */
export async function readLeftOut(db: D1Database): Promise<readonly LeftOutDeal[]> {
  return (await selectLeftOut(db).all<Row>()).results.map(toLeftOut);
}

function selectLeftOut(db: D1Database): D1PreparedStatement {
  return db
    .prepare(
      `SELECT source, deal_id, left_out, state FROM deals WHERE left_out <> '[]'
       ORDER BY changed_at DESC LIMIT ?1`,
    )
    .bind(MOST);
}

function toLeftOut(row: Row): LeftOutDeal {
  return {
    source: String(row.source),
    deal: String(row.deal_id),
    reasons: JSON.parse(String(row.left_out)),
    net: JSON.parse(String(row.state)).net ?? null,
  };
}

import type { Crossing, Decided, Look } from '#experiments/contract/look.ts';
import type { Panel } from '#experiments/contract/panel.ts';
import type { LookLine } from '#experiments/contract/timeline.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { selectLookHistory, toLookHistory } from './look-history.ts';
import { selectLastPanel, toPanel } from './panels.ts';

type Key = Pick<CatalogExperiment, 'id' | 'fingerprint'>;
type Row = Record<string, string | number | null>;

/** Looks of one definition: the last one with its panel, and every first crossing. */
export type LooksOnRecord = {
  readonly last: Look | null;
  readonly crossings: readonly Crossing[];
  readonly panel: Panel | null;
  /** Every look, the oldest first; null where it was not asked for. */
  readonly history: readonly LookLine[] | null;
};

/** Reads what is on record of one definition, in one transaction. */
export async function readLooks(
  db: D1Database,
  definition: Key,
  { history = false }: { readonly history?: boolean } = {},
): Promise<LooksOnRecord> {
  const { id, fingerprint } = definition;
  const [looks, crossings, panels, lines] = await db.batch<Row>([
    db
      .prepare(
        `SELECT decided, taken_at, exposure_seq, conversion_seq FROM looks
         WHERE experiment_id = ?1 AND fingerprint = ?2 ORDER BY day DESC LIMIT 1`,
      )
      .bind(id, fingerprint),
    db
      .prepare(
        `SELECT variant_id, metric_id, day, taken_at, visitors, lower, upper, level FROM crossings
         WHERE experiment_id = ?1 AND fingerprint = ?2 ORDER BY day, variant_id, metric_id`,
      )
      .bind(id, fingerprint),
    selectLastPanel(db, definition),
    ...(history ? [selectLookHistory(db, definition)] : []),
  ]);
  const row = looks?.results[0];
  return {
    last: row ? toLook(row) : null,
    crossings: (crossings?.results ?? []).map(toCrossing),
    panel: toPanel(panels?.results[0]),
    history: lines ? toLookHistory(lines.results) : null,
  };
}

/** The day of the last look of each definition, by its key; without those never looked at. */
export async function readLastDays(db: D1Database): Promise<ReadonlyMap<string, string>> {
  const { results } = await db
    .prepare(
      'SELECT experiment_id, fingerprint, max(day) AS day FROM looks GROUP BY experiment_id, fingerprint',
    )
    .all<{ experiment_id: string; fingerprint: string; day: string }>();
  return new Map(
    results.map((row) => [
      lookKey({ id: row.experiment_id, fingerprint: row.fingerprint }),
      row.day,
    ]),
  );
}

/** Names a definition in maps. */
export const lookKey = ({ id, fingerprint }: Key): string => `${id} ${fingerprint}`;

/** A look to write, with the crossings that it would be the first to see. */
export type NewLook = { readonly look: Look; readonly crossings: readonly Crossing[] };

/**
 * Writes looks in one transaction, oldest first. A day that has its look keeps it, and a crossing
 * is only written together with the look that saw it: whoever comes second changes nothing.
 */
export async function writeLooks(
  db: D1Database,
  definition: Key,
  looks: readonly NewLook[],
): Promise<void> {
  if (looks.length === 0) return;
  await db.batch(
    looks.flatMap(({ look, crossings }) => {
      const decided = decidedText(look);
      return [
        insertLook(db, definition, { look, decided }),
        ...crossings.map((crossing) => insertCrossing(db, definition, { crossing, decided })),
      ];
    }),
  );
}

function insertLook(
  db: D1Database,
  { id, fingerprint }: Key,
  { look, decided }: { readonly look: Look; readonly decided: string },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO looks (experiment_id, fingerprint, day, taken_at, exposure_seq, conversion_seq,
         decision, decided)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
       ON CONFLICT (experiment_id, fingerprint, day) DO NOTHING`,
    )
    .bind(
      id,
      fingerprint,
      look.day,
      look.takenAt,
      look.watermark.exposure,
      look.watermark.conversion,
      look.decision.kind,
      decided,
    );
}

function insertCrossing(
  db: D1Database,
  { id, fingerprint }: Key,
  { crossing, decided }: { readonly crossing: Crossing; readonly decided: string },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO crossings (experiment_id, fingerprint, variant_id, metric_id, day, taken_at,
         visitors, lower, upper, level)
       SELECT ?1, ?2, ?3, ?4, ?5, taken_at, ?6, ?7, ?8, ?9 FROM looks
       WHERE experiment_id = ?1 AND fingerprint = ?2 AND day = ?5 AND decided = ?10
       ON CONFLICT (experiment_id, fingerprint, variant_id, metric_id) DO NOTHING`,
    )
    .bind(
      id,
      fingerprint,
      crossing.variant,
      crossing.metric,
      crossing.day,
      crossing.visitors,
      crossing.lower,
      crossing.upper,
      crossing.level,
      decided,
    );
}

/** What a look decided, without when and by how many rows it was taken. */
function decidedText({ takenAt: _takenAt, watermark: _watermark, ...decided }: Look): string {
  return JSON.stringify(decided satisfies Decided);
}

/** A row of `looks` as the domain reads it. */
export function toLook(row: Row): Look {
  return {
    ...(JSON.parse(String(row.decided)) as Decided),
    takenAt: Number(row.taken_at),
    watermark: {
      exposure: Number(row.exposure_seq),
      conversion: Number(row.conversion_seq),
    },
  };
}

function toCrossing(row: Row): Crossing {
  const limit = (value: Row[string] | undefined) => (value == null ? null : Number(value));
  return {
    variant: String(row.variant_id),
    metric: String(row.metric_id),
    day: String(row.day),
    takenAt: Number(row.taken_at),
    visitors: Number(row.visitors),
    lower: limit(row.lower),
    upper: limit(row.upper),
    level: Number(row.level),
  };
}

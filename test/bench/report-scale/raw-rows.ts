import type { DatabaseSync } from 'node:sqlite';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';

/** Visitors of one stretch of time within a site day, numbered through from `first`. */
export type Visitors = {
  readonly experiment: CatalogExperiment;
  readonly day: string;
  /** Epoch milliseconds; `until` is exclusive. */
  readonly from: number;
  readonly until: number;
  readonly first: number;
  readonly count: number;
};

/** Numbers of the visitors with their moment and a scattered number of 32 bits that decides all else. */
const VISITORS = `
n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1 + ?2),
v AS (
  SELECT i, CAST(?3 + (i - ?1) * (?4 - ?3) / ?2 AS INTEGER) AS at,
    ((CAST(i AS INTEGER) * 2654435761) & 4294967295) AS h FROM n)`;

const UNIT = "printf('%08x-%04x-7%03x-8%03x-%012x', at >> 16, at & 65535, i & 4095, h & 4095, i)";
const NONCE = "printf('%08x-%04x-4%03x-8%03x-%012x', h, i & 65535, h & 4095, i & 4095, i)";

/** Their exposures: half and half, by many campaigns, creatives and keywords, 3 % bots. */
export function insertExposures(file: DatabaseSync, visitors: Visitors): void {
  const { experiment, day, from, until, first, count } = visitors;
  const [control, treatment] = experiment.variants;
  file
    .prepare(
      `WITH RECURSIVE ${VISITORS}
       INSERT INTO exposures (unit_id, experiment_id, variant_id, epoch, fingerprint, event_id,
         view_nonce, landing, occurred_at, received_at, day, mode, unit, bot_reasons, bot_rules,
         device, country, is_returning, flag, source, campaign, creative, keyword)
       SELECT ${UNIT}, ?5, CASE WHEN h & 1 THEN ?7 ELSE ?6 END, 1, ?8, ${NONCE}, ${NONCE}, ?9, at,
         at, ?10, 'cookie', 'visitor', (h / 7 % 100 < 3), 1,
         CASE h / 11 % 10 WHEN 0 THEN 'tablet' WHEN 1 THEN 'desktop' WHEN 2 THEN 'desktop'
           WHEN 3 THEN 'desktop' ELSE 'mobile' END,
         substr('DEATCHNLFRITESPL', 1 + 2 * (h / 13 % 8), 2), (h / 17 % 100 < 9), NULL,
         'source ' || (h / 19 % 12), 'campaign ' || (h / 23 % 60), 'creative ' || (h / 29 % 240),
         'keyword ' || (h / 31 % 900)
       FROM v`,
    )
    .run(
      first,
      count,
      from,
      until,
      experiment.id,
      control?.id ?? '',
      treatment?.id ?? '',
      experiment.fingerprint,
      experiment.landings[0] ?? '',
      day,
    );
}

/** What they do within the minute: 3 to 8 % of them for each metric of the experiment. */
export function insertConversions(file: DatabaseSync, visitors: Visitors): void {
  const { experiment, from, until, first, count } = visitors;
  const metrics = [experiment.primary, ...experiment.secondary];
  for (const [index, metric] of metrics.entries()) {
    file
      .prepare(
        `WITH RECURSIVE ${VISITORS}
         INSERT INTO conversions (event_id, unit_id, metric_id, view_nonce, landing, occurred_at,
           received_at, value_minor, currency, flag)
         SELECT ${NONCE} || ':' || ?5, ${UNIT}, ?5, ${NONCE}, ?6, at, at, NULL, NULL, NULL
         FROM v WHERE h / ?7 % 1000 < ?8 + (h & 1)`,
      )
      .run(
        first,
        count,
        from,
        until,
        metric,
        experiment.landings[0] ?? '',
        37 + 4 * index,
        30 + 25 * index,
      );
  }
}

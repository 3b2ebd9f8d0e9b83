import type { DatabaseSync } from 'node:sqlite';
import { excludingBits } from '#experiments/bots/rules.ts';
import type { ExperimentReport } from '#experiments/contract/report.ts';
import { catalog } from '#generated/catalog.ts';
import type { Line } from '#test/simulate/http/compare.ts';

/** What a rebuild makes anew, and in which order its rows are compared. */
const TABLES = [
  'exposure_statistics',
  'conversion_statistics',
  'visitor_totals',
  'dimension_values',
] as const;

const DAY_MS = 86_400_000;
const LEFT_OUT = excludingBits(catalog.site.bots);

/** Every row of the statistics as a text. */
export function readStatistics(file: DatabaseSync): ReadonlySet<string> {
  return new Set(
    TABLES.flatMap((table) =>
      file
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map((row) => `${table} ${JSON.stringify(row)}`),
    ),
  );
}

/** Has the next cron drop all statistics and build them from the raw rows: as for other metrics. */
export function orderRebuild(file: DatabaseSync): void {
  file.exec("UPDATE folds SET metrics_key = 'another'");
}

/** Rows that only one of the two has. */
export function differences(a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] {
  const only = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...one].filter((row) => !other.has(row));
  return [...only(a, b), ...only(b, a)];
}

/** Every count of the reports beside a plain count of the raw rows. */
export function recount(file: DatabaseSync, reports: readonly ExperimentReport[]): readonly Line[] {
  return reports.flatMap((report) => {
    const { id } = report.experiment;
    return report.variants.flatMap(({ variant, visitors, bots, metrics }) => {
      const of = { experiment: id, variant };
      return [
        line(`${id} · ${variant} · visitors`, exposed(file, of, false), visitors),
        line(`${id} · ${variant} · bots`, exposed(file, of, true), bots),
        ...metrics.flatMap(({ metric, converted, conversions }) => {
          const name = `${id} · ${variant} · ${metric}`;
          const sums = convertedIn(file, of, metric);
          return [
            line(`${name} · converted`, sums.converted, converted),
            line(`${name} · conversions`, sums.conversions, conversions),
          ];
        }),
      ];
    });
  });
}

type Arm = { readonly experiment: string; readonly variant: string };

const COUNTED = `e.experiment_id = ? AND e.variant_id = ? AND e.flag IS NULL AND e.fingerprint = ?`;

function exposed(file: DatabaseSync, arm: Arm, bots: boolean): number {
  const row = file
    .prepare(
      `SELECT count(*) AS visitors FROM exposures AS e
       WHERE ${COUNTED} AND ((e.bot_reasons & ?) <> 0) = ?`,
    )
    .get(...keyOf(arm), LEFT_OUT, bots ? 1 : 0);
  return Number(row?.visitors);
}

function convertedIn(file: DatabaseSync, arm: Arm, metric: string) {
  const days = catalog.metrics.find(({ id }) => id === metric)?.windowDays ?? 0;
  const row = file
    .prepare(
      `SELECT coalesce(sum(quantity > 0), 0) AS converted, coalesce(sum(quantity), 0) AS conversions
       FROM (SELECT sum(c.quantity) AS quantity FROM exposures AS e
         JOIN conversions AS c ON c.unit_id = e.unit_id AND c.metric_id = ? AND c.flag IS NULL
           AND c.occurred_at < e.occurred_at + ?
           AND (c.occurred_at >= e.occurred_at OR c.view_nonce = e.view_nonce)
         WHERE ${COUNTED} AND (e.bot_reasons & ?) = 0 GROUP BY e.unit_id)`,
    )
    .get(metric, days * DAY_MS, ...keyOf(arm), LEFT_OUT);
  return { converted: Number(row?.converted), conversions: Number(row?.conversions) };
}

function keyOf({ experiment, variant }: Arm): readonly [string, string, string] {
  const found = catalog.experiments.find(({ id }) => id === experiment);
  return [experiment, variant, found?.fingerprint ?? ''];
}

function line(name: string, expected: number, counted: number): Line {
  return { name, expected, counted };
}

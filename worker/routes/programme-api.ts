import type { Catalog } from '#experiments/definition/catalog.ts';
import { overviewCsv } from '#experiments/programme/overview-csv.ts';
import { monthCsv, programmeCsv } from '#experiments/programme/programme-csv.ts';
import { isMonth } from '#experiments/programme/weeks.ts';
import { type ReadOutcome, readOrExplain } from '../reporting/read-or-explain.ts';
import { type Overview, readOverview } from '../reporting/read-overview.ts';
import { readMonth, readProgramme } from '../reporting/read-programme.ts';

type Format = 'json' | 'csv';
type Given = { readonly db: D1Database; readonly catalog: Catalog; readonly now: number };

/** `GET /report/api/programme.json` and `.csv`: the numbers of the programme's page. */
export async function getProgramme(format: Format, { db, catalog, now }: Given): Promise<Response> {
  const read = await readOrExplain(() => readProgramme(db, catalog, now));
  return answer(read, { format, name: 'programme', toCsv: programmeCsv });
}

/** `GET /report/api/experiments.json` and `.csv`: the list of all experiments, and open alerts. */
export async function getOverview(format: Format, { db, catalog, now }: Given): Promise<Response> {
  const read = await readOrExplain(() => readOverview(db, catalog, now));
  const toCsv = ({ lines }: Overview) => overviewCsv(lines);
  return answer(read, { format, name: 'experiments', toCsv });
}

/**
 * `GET /report/api/programme/2026-11.json` and `.csv`: one month, against another one where
 * `?baseline=2026-08` names it; a baseline that is no month is left out.
 */
export async function getMonth(
  { month, baseline, format }: { month: string; baseline: string | null; format: Format },
  { db, catalog, now }: Given,
): Promise<Response> {
  const of = { month, baseline: baseline !== null && isMonth(baseline) ? baseline : null, now };
  const read = await readOrExplain(() => readMonth(db, catalog, of));
  return answer(read, { format, name: `programme-${month}`, toCsv: monthCsv });
}

function answer<T>(
  read: ReadOutcome<T>,
  as: {
    readonly format: Format;
    readonly name: string;
    readonly toCsv: (value: T) => string;
  },
): Response {
  if (!read.ok) {
    return Response.json(
      { error: 'unavailable', message: read.sentence },
      { status: 503, headers: { 'Retry-After': '60' } },
    );
  }
  if (as.format === 'json') return Response.json(read.value);
  return new Response(as.toCsv(read.value), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${as.name}.csv"`,
    },
  });
}

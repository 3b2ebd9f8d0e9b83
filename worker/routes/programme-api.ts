import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { overviewCsv } from '#experiments/programme/overview-csv.ts';
import { monthCsv, programmeCsv } from '#experiments/programme/programme-csv.ts';
import { isMonth } from '#experiments/programme/weeks.ts';
import { readOrExplain } from '../reporting/read-or-explain.ts';
import { type Overview, readOverview } from '../reporting/read-overview.ts';
import { readMonth, readProgramme } from '../reporting/read-programme.ts';
import { type NumbersFormat, numbersFile } from './numbers-file.ts';

type Given = { readonly db: D1Database; readonly catalog: Catalog; readonly now: number };

/** `GET /report/api/programme.json` and `.csv`: the numbers of the programme's page. */
export async function getProgramme(
  format: NumbersFormat,
  { db, catalog, now }: Given,
): Promise<Response> {
  const read = await readOrExplain(() => readProgramme(db, catalog, now));
  return numbersFile(read, { format, name: 'programme', toCsv: programmeCsv });
}

/** `GET /report/api/experiments.json` and `.csv`: the list of all experiments, and open alerts. */
export async function getOverview(
  format: NumbersFormat,
  { db, catalog, now }: Given,
): Promise<Response> {
  const read = await readOrExplain(() => readOverview(db, catalog, now));
  const toCsv = ({ lines }: Overview) => overviewCsv(lines);
  return numbersFile(read, { format, name: 'experiments', toCsv });
}

/**
 * `GET /report/api/programme/2026-11.json` and `.csv`: one month, against another one where
 * `?baseline=2026-08` names it; a baseline that is no month is left out.
 */
export async function getMonth(
  { month, baseline, format }: { month: string; baseline: string | null; format: NumbersFormat },
  { db, catalog, now }: Given,
): Promise<Response> {
  const of = { month, baseline: baseline !== null && isMonth(baseline) ? baseline : null, now };
  const read = await readOrExplain(() => readMonth(db, catalog, of));
  return numbersFile(read, { format, name: `programme-${month}`, toCsv: monthCsv });
}

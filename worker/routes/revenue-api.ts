import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { valuesCsv } from '#experiments/revenue/values-csv.ts';
import { readLeadValues } from '../reporting/read-lead-values.ts';
import { readOrExplain } from '../reporting/read-or-explain.ts';
import { type NumbersFormat, numbersFile } from './numbers-file.ts';

/** `GET /report/api/revenue.json` and `.csv`: what leads are worth, the numbers of `/report/revenue/`. */
export async function getRevenue(
  format: NumbersFormat,
  {
    db,
    catalog,
    now,
  }: { readonly db: D1Database; readonly catalog: Catalog; readonly now: number },
): Promise<Response> {
  const read = await readOrExplain(async () => ({
    v: 1,
    ...(await readLeadValues(db, catalog, now)),
  }));
  return numbersFile(read, { format, name: 'revenue', toCsv: valuesCsv });
}

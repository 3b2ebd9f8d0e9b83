import { leadsCsv } from '#experiments/crm/leads-csv.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { readLeads } from '../reporting/read-leads.ts';
import { readOrExplain } from '../reporting/read-or-explain.ts';

/** Leads that are read and decrypted at once. */
const CHUNK = 200;

type Given = {
  readonly db: D1Database;
  readonly catalog: Catalog;
  readonly dataKeys: string | undefined;
};

/**
 * `GET /report/api/leads.csv` and `spam.csv`: all leads with what people typed, the newest first,
 * read as the browser takes them. Stands behind `requireAccess('editor')`.
 */
export async function getLeadsFile(list: 'leads' | 'spam', given: Given): Promise<Response> {
  const { catalog } = given;
  const fields = fieldNames(catalog);
  const timeOf = (at: number) => new Date(at).toISOString();
  // The first part tells whether the store answers, while a status can still say so.
  const first = await readOrExplain(() => part(list, null, given));
  if (!first.ok) {
    return Response.json(
      { error: 'unavailable', message: first.sentence },
      { status: 503, headers: { 'Retry-After': '60' } },
    );
  }
  const encoder = new TextEncoder();
  let next: Awaited<ReturnType<typeof part>> | null = first.value;
  let head = true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next === null) return controller.close();
      controller.enqueue(encoder.encode(leadsCsv(next.lines, { fields, timeOf, head })));
      head = false;
      next = next.older === null ? null : await part(list, next.older, given);
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${list}.csv"`,
    },
  });
}

function part(list: 'leads' | 'spam', before: number | null, { db, catalog, dataKeys }: Given) {
  const reading = { edits: true, dataKeys };
  return readLeads(db, catalog, { asked: { list, before }, reading, limit: CHUNK });
}

function fieldNames({ forms }: Catalog): readonly string[] {
  const lists = forms.flatMap(({ fieldsByCombination, fieldsByPage = {} }) => [
    ...Object.values(fieldsByCombination),
    ...Object.values(fieldsByPage).flatMap((byKey) => Object.values(byKey)),
  ]);
  return [...new Set(lists.flat().map(({ name }) => name))];
}

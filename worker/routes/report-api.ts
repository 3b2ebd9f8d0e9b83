import { Hono } from 'hono';
import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Catalog } from '#experiments/definition/catalog.ts';
import { reportCsv } from '#experiments/report/report-csv.ts';
import type { Env } from '../env.ts';
import type { AccessEnv } from '../reporting/access.ts';
import { readOrExplain } from '../reporting/read-or-explain.ts';
import { readReport } from '../reporting/read-report.ts';

type ApiEnv = { Bindings: Env; Variables: AccessEnv['Variables'] };

/**
 * `GET /report/api/experiments/{id}.json` and `.csv`: the numbers of the report page. Stands
 * behind `requireAccess`, which also sets the headers.
 */
export function reportApi(catalog: Catalog): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>();
  api.get('/report/api/experiments/:file', async (c) => {
    const match = /^([a-z0-9-]{1,48})\.(json|csv)$/.exec(c.req.param('file'));
    const [, id = '', format] = match ?? [];
    if (!match) return notFound();
    const read = await readOrExplain(() => readReport(c.env.DB, catalog, { id, now: Date.now() }));
    if (!read.ok) return unavailable(read.sentence);
    if (read.value === null) return notFound();
    return format === 'csv' ? csv(read.value) : Response.json(read.value);
  });
  api.get('/report/api/*', () => notFound());
  return api;
}

function csv(report: ExperimentReport): Response {
  return new Response(reportCsv(report), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${report.experiment.id}.csv"`,
    },
  });
}

function notFound(): Response {
  return Response.json(
    { error: 'not-found', message: 'No experiment of this name: see /report/ for the list.' },
    { status: 404 },
  );
}

function unavailable(message: string): Response {
  return Response.json(
    { error: 'unavailable', message },
    { status: 503, headers: { 'Retry-After': '60' } },
  );
}

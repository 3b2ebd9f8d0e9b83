import { Hono } from 'hono';
import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { isMonth } from '#experiments/programme/weeks.ts';
import { reportCsv } from '#experiments/report/files/report-csv.ts';
import type { Env } from '../env.ts';
import { type AccessEnv, requireAccess } from '../reporting/access.ts';
import { readOrExplain } from '../reporting/read-or-explain.ts';
import { readReport } from '../reporting/read-report.ts';
import { keyring } from '../visitor/keyring.ts';
import { failed } from './failed.ts';
import { notConfiguredResponse } from './problem.ts';

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
  api.post('/report/api/experiments/:id/controls', requireAccess('editor'), async (c) => {
    const { postControl } = await import('./control.ts');
    return postControl(c.req.raw, {
      db: c.env.DB,
      catalog,
      experimentId: c.req.param('id'),
      actor: c.var.reader.actor,
      now: Date.now(),
    });
  });
  api.post('/report/api/experiments/:id/shares', requireAccess('editor'), async (c) => {
    const { postShare } = await import('./shares.ts');
    return postShare(c.req.raw, {
      db: c.env.DB,
      catalog,
      experimentId: c.req.param('id'),
      actor: c.var.reader.actor,
      now: Date.now(),
    });
  });
  api.get('/report/api/stages', async (c) => {
    const { readStageOverview } = await import('../store/deals/read-stages.ts');
    const read = await readOrExplain(() => readStageOverview(c.env.DB));
    return read.ok ? Response.json(read.value) : unavailable(read.sentence);
  });
  api.post('/report/api/stages', requireAccess('editor'), async (c) => {
    const { postStages } = await import('./stages-import.ts');
    const keys = await keyring(c.env.TRUELIFT_SIGNING_KEYS, 'HMAC');
    if (!keys) return notConfiguredResponse('TRUELIFT_SIGNING_KEYS');
    const context = { db: c.env.DB, catalog, keys, now: Date.now(), env: { ...c.env } };
    return postStages(c.req.raw, context);
  });
  api.get('/report/api/:file{(?:leads|spam)\\.csv}', requireAccess('editor'), async (c) => {
    const { getLeadsFile } = await import('./leads-file.ts');
    const list = c.req.param('file') === 'spam.csv' ? 'spam' : 'leads';
    return getLeadsFile(list, { db: c.env.DB, catalog, dataKeys: c.env.TRUELIFT_DATA_KEYS });
  });
  api.all('/report/api/uploads/*', requireAccess('editor'), async (c) => {
    const { uploadsApi } = await import('./uploads-api.ts');
    return uploadsApi(c.req.raw, {
      db: c.env.DB,
      catalog,
      dataKeys: c.env.TRUELIFT_DATA_KEYS,
      actor: c.var.reader.actor,
      now: Date.now(),
    });
  });
  api.post('/report/api/privacy/erase', requireAccess('editor'), async (c) => {
    const { postEraseByEmail } = await import('./erase-by-email.ts');
    const keys = await keyring(c.env.TRUELIFT_SIGNING_KEYS, 'HMAC');
    if (!keys) return notConfiguredResponse('TRUELIFT_SIGNING_KEYS');
    return postEraseByEmail(c.req.raw, {
      db: c.env.DB,
      catalog,
      keys,
      actor: c.var.reader.actor,
      now: Date.now(),
    });
  });
  api.post('/report/api/outbox/replay', requireAccess('editor'), async (c) => {
    const { postReplay } = await import('./replay.ts');
    const { deliverDue } = await import('../outbox/deliver-due.ts');
    return postReplay(c.req.raw, {
      db: c.env.DB,
      actor: c.var.reader.actor,
      now: Date.now(),
      // The cron sees to what this leaves.
      deliver: () =>
        c.executionCtx.waitUntil(deliverDue(c.env, catalog, { clock: Date.now, rounds: 1 })),
    });
  });
  api.get('/report/api/:file{(?:programme|experiments)\\.(?:json|csv)}', async (c) => {
    const { getOverview, getProgramme } = await import('./programme-api.ts');
    const file = c.req.param('file');
    const get = file.startsWith('programme') ? getProgramme : getOverview;
    const format = file.endsWith('.csv') ? 'csv' : 'json';
    return get(format, { db: c.env.DB, catalog, now: Date.now() });
  });
  api.get('/report/api/:file{revenue\\.(?:json|csv)}', async (c) => {
    const { getRevenue } = await import('./revenue-api.ts');
    const format = c.req.param('file').endsWith('.csv') ? 'csv' : 'json';
    return getRevenue(format, { db: c.env.DB, catalog, now: Date.now() });
  });
  api.get('/report/api/programme/:file', async (c) => {
    const [, month = '', format] = /^(.*)\.(json|csv)$/.exec(c.req.param('file')) ?? [];
    if (!isMonth(month)) return notFound();
    const { getMonth } = await import('./programme-api.ts');
    return getMonth(
      {
        month,
        baseline: c.req.query('baseline') ?? null,
        format: format === 'csv' ? 'csv' : 'json',
      },
      { db: c.env.DB, catalog, now: Date.now() },
    );
  });
  api.get('/report/api/*', () => notFound());
  api.onError((error, c) => failed(c.req.raw, error));
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

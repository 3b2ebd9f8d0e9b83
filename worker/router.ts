import { Hono } from 'hono';
import { isChoicesPath } from '#experiments/contract/consent-form.ts';
import type { Env } from './env.ts';
import { pagePath } from './landing/public-path.ts';
import { ENDED_PATH } from './landing/serve-address.ts';
import { staticFile } from './landing/static-file.ts';
import { staticPage } from './landing/static-page.ts';
import { logEvent } from './log.ts';
import type { Ports } from './ports.ts';
import { readsAll, requireAccess } from './reporting/access.ts';
import type { Reader } from './reporting/reader.ts';
import { withReader } from './reporting/reader-header.ts';
import type { RequestParts } from './request-parts.ts';
import { failed } from './routes/failed.ts';
import { getHealth } from './routes/health.ts';
import { methodNotAllowed } from './routes/method-not-allowed.ts';
import { notFound } from './routes/not-found.ts';
import { notConfiguredResponse } from './routes/problem.ts';

/** Pages that answer for others: nobody opens them by their own address. */
const ANSWERS: readonly string[] = ['/404/', '/404.html/', ENDED_PATH];

/** Pages of the report; the programme's own before those of experiments. */
const REPORT_PAGES: readonly string[] = [
  '/report/',
  '/report/programme/:month',
  '/report/programme/:month/',
  '/report/:experiment',
  '/report/:experiment/',
];

type RouterEnv = { Bindings: Env; Variables: { parts: RequestParts; reader: Reader } };

/** What `createRouter` makes. */
export type Router = Hono<RouterEnv>;

/**
 * Everything behind the landing path: recording, forms, the report, plain pages and files. What
 * reads schemas or computes is loaded when first asked for: an isolate that starts for a page view
 * starts without it.
 */
export function createRouter(
  ports: Ports,
  partsOf: (request: Request, env: Env, ctx: ExecutionContext) => Promise<RequestParts>,
): Router {
  const router = new Hono<RouterEnv>();
  router.use(async (c, next) => {
    c.set('parts', await partsOf(c.req.raw, c.env, c.executionCtx as ExecutionContext));
    await next();
  });

  router.post('/_tl/events', async (c) => {
    const { keys, ...parts } = c.var.parts;
    if (!keys) return notConfiguredResponse('TRUELIFT_SIGNING_KEYS');
    const { postEvents } = await import('./routes/events.ts');
    return postEvents(c.req.raw, { ...parts, keys });
  });
  router.all('/_tl/events', () => methodNotAllowed('POST'));
  router.post('/_tl/forms/:form', async (c) => {
    const { keys, dataKeys, ...parts } = c.var.parts;
    if (!keys) return notConfiguredResponse('TRUELIFT_SIGNING_KEYS');
    if (!dataKeys) return notConfiguredResponse('TRUELIFT_DATA_KEYS');
    const { postForm } = await import('./routes/forms.ts');
    const turnstileSecret = c.env.TRUELIFT_TURNSTILE_SECRET;
    const context = { ...parts, keys, dataKeys, turnstileSecret };
    const answer = await postForm(c.req.raw, c.req.param('form'), context);
    // The outbox has it already: nobody need wait for the cron to get an e-mail.
    if (answer.status === 303) c.executionCtx.waitUntil(deliverSoon(c.env, ports));
    return answer;
  });
  router.all('/_tl/forms/:form', () => methodNotAllowed('POST'));
  router.on(['GET', 'POST'], '/_tl/confirm', async (c) => {
    const { keys, ...parts } = c.var.parts;
    if (!keys) return notConfiguredResponse('TRUELIFT_SIGNING_KEYS');
    const { getConfirm, postConfirm } = await import('./routes/confirm.ts');
    if (c.req.method !== 'POST') return getConfirm(c.req.raw, { ...parts, keys });
    const answer = await postConfirm(c.req.raw, { ...parts, keys });
    if (answer.ok) c.executionCtx.waitUntil(deliverSoon(c.env, ports));
    return answer;
  });
  router.all('/_tl/confirm', () => methodNotAllowed('GET', 'POST'));
  router.post('/_tl/hooks/:source', async (c) => {
    const { keys, ...parts } = c.var.parts;
    if (!keys) return notConfiguredResponse('TRUELIFT_SIGNING_KEYS');
    const { postHook } = await import('./routes/hooks.ts');
    return postHook(c.req.raw, c.req.param('source'), { ...parts, keys, env: { ...c.env } });
  });
  router.all('/_tl/hooks/:source', () => methodNotAllowed('POST'));
  router.post('/_tl/consent', async (c) => {
    const { keys, ...parts } = c.var.parts;
    if (!keys) return notConfiguredResponse('TRUELIFT_SIGNING_KEYS');
    const { postConsent } = await import('./routes/consent.ts');
    return postConsent(c.req.raw, { ...parts, keys });
  });
  router.all('/_tl/consent', () => methodNotAllowed('POST'));
  router.post('/_tl/privacy/erase', async (c) => {
    const { keys, ...parts } = c.var.parts;
    if (!keys) return notConfiguredResponse('TRUELIFT_SIGNING_KEYS');
    const { postErase } = await import('./routes/privacy.ts');
    return postErase(c.req.raw, { ...parts, keys });
  });
  router.all('/_tl/privacy/erase', () => methodNotAllowed('POST'));
  router.get('/_tl/privacy/export', async (c) => {
    const { keys, ...parts } = c.var.parts;
    if (!keys) return notConfiguredResponse('TRUELIFT_SIGNING_KEYS');
    const { getExport } = await import('./routes/privacy.ts');
    return getExport(c.req.raw, { ...parts, keys });
  });
  // https://www.w3.org/TR/gpc/#representing-support: the site takes the signal for a refusal.
  router.get('/.well-known/gpc.json', () => {
    const lastUpdate = new Date(ports.catalog.builtAt).toISOString().slice(0, 10);
    return Response.json({ gpc: true, lastUpdate });
  });
  router.get('/_tl/health', async (c) => {
    const mayAsk = await readsAll(c.req.raw, c.env);
    const { db, catalog, now } = c.var.parts;
    return getHealth(mayAsk ? { db, catalog, now } : null);
  });
  router.all('/_tl/*', (c) => notFound(c.req.raw, c.var.parts));

  router.use('/report', requireAccess('viewer'));
  router.use('/report/*', requireAccess('viewer'));
  router.get('/report/api/experiments/:file{[a-z0-9-]{1,48}\\.html}', async (c) => {
    const { reportFile } = await import('./routes/report-file.ts');
    return reportFile(c.req.raw, c.req.param('file').replace(/\.html$/, ''), {
      reader: c.var.reader,
      renderPage: (page) => ports.renderPage(page, c.env, c.executionCtx as ExecutionContext),
    });
  });
  router.all('/report/api/*', async (c) => {
    const { reportApi } = await import('./routes/report-api.ts');
    return reportApi(ports.catalog).fetch(c.req.raw, c.env, c.executionCtx);
  });
  for (const page of REPORT_PAGES) {
    router.all(page, (c) => {
      const request = withReader(c.req.raw, c.var.reader);
      return ports.renderPage(request, c.env, c.executionCtx as ExecutionContext);
    });
  }
  // Before the rest, whose pattern it fits, too.
  router.all('/report', (c) => c.redirect(`/report/${new URL(c.req.url).search}`, 308));
  router.all('/report/*', (c) => notFound(c.req.raw, c.var.parts));

  router.get('*', async (c) => {
    const { keys, ...parts } = c.var.parts;
    const path = pagePath(new URL(c.req.url).pathname);
    const thanks = ports.catalog.thanks.find((one) => one.path === path);
    if (thanks) {
      const { getThanks } = await import('./routes/thanks.ts');
      const page = keys ? await getThanks(c.req.raw, thanks, { ...parts, keys }) : null;
      return page ?? notFound(c.req.raw, parts);
    }
    if (keys && isChoicesPath(path)) {
      const { getChoices } = await import('./routes/choices.ts');
      return (await getChoices(c.req.raw, path, { ...parts, keys })) ?? notFound(c.req.raw, parts);
    }
    const file = await fileAt(path, c.req.raw, { ...parts, assets: c.env.ASSETS });
    if (file) return file;
    const known = path !== null && !ANSWERS.includes(path);
    const page = known ? await staticPage(c.req.raw, path, parts) : null;
    if (page) return page;
    return ports.development
      ? ports.renderPage(c.req.raw, c.env, c.executionCtx as ExecutionContext)
      : notFound(c.req.raw, parts);
  });
  router.all('*', () => methodNotAllowed('GET', 'HEAD'));

  router.onError((error, c) => failed(c.req.raw, error));
  return router;
}

/** A file as the build left it, but for the sitemap, which goes by the clock. */
async function fileAt(
  path: string | null,
  request: Request,
  context: Pick<RequestParts, 'catalog' | 'now'> & { readonly assets: Fetcher },
): Promise<Response | null> {
  if (path !== '/sitemap.xml/') return staticFile(request, context.assets);
  const { getSitemap } = await import('./routes/sitemap.ts');
  return getSitemap(request, context);
}

/** Empties the outbox after an answer. What fails is logged there and due again at the next cron. */
async function deliverSoon(env: Env, { catalog, now }: Ports): Promise<void> {
  try {
    const { deliverDue } = await import('./outbox/deliver-due.ts');
    await deliverDue(env, catalog, { clock: now, rounds: 1 });
  } catch (error) {
    logEvent('error', 'deliver-soon', { error });
  }
}

import { Hono } from 'hono';
import type { Role } from '#experiments/contract/role-order.ts';
import type { Env } from './env.ts';
import { pagePath } from './landing/public-path.ts';
import { staticPage } from './landing/static-page.ts';
import type { Ports } from './ports.ts';
import { accessRole, requireAccess } from './reporting/access.ts';
import type { RequestParts } from './request-parts.ts';
import { getHealth } from './routes/health.ts';
import { methodNotAllowed } from './routes/method-not-allowed.ts';
import { notFound } from './routes/not-found.ts';
import { notConfiguredResponse } from './routes/problem.ts';
import { getThanks } from './routes/thanks.ts';

type RouterEnv = { Bindings: Env; Variables: { parts: RequestParts; role: Role } };

/**
 * Everything behind the landing path: recording, forms, the report, plain pages and files. What
 * reads schemas or computes is loaded when first asked for: an isolate that starts for a page view
 * starts without it.
 */
export function createRouter(
  ports: Ports,
  partsOf: (request: Request, env: Env, ctx: ExecutionContext) => Promise<RequestParts>,
): Hono<RouterEnv> {
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
    return postForm(c.req.raw, c.req.param('form'), { ...parts, keys, dataKeys });
  });
  router.all('/_tl/forms/:form', () => methodNotAllowed('POST'));
  router.get('/_tl/health', async (c) => {
    const role = await accessRole(c.req.raw, c.env.TRUELIFT_REPORT_KEY);
    return getHealth(role === null ? null : c.env.DB);
  });
  router.all('/_tl/*', (c) => notFound(c.req.raw, c.var.parts.readPage));

  router.use('/report', requireAccess('viewer'));
  router.use('/report/*', requireAccess('viewer'));
  router.all('/report/api/*', async (c) => {
    const { reportApi } = await import('./routes/report-api.ts');
    return reportApi(ports.catalog).fetch(c.req.raw, c.env, c.executionCtx);
  });
  for (const page of ['/report/', '/report/:experiment', '/report/:experiment/']) {
    router.all(page, (c) => ports.renderPage(c.req.raw, c.env, c.executionCtx as ExecutionContext));
  }
  router.all('/report/*', (c) => notFound(c.req.raw, c.var.parts.readPage));
  router.all('/report', (c) => c.redirect(`/report/${new URL(c.req.url).search}`, 308));

  router.get('*', async (c) => {
    const { keys, ...parts } = c.var.parts;
    const { readPage } = parts;
    const path = pagePath(new URL(c.req.url).pathname);
    const thanks = ports.catalog.thanks.find((one) => one.path === path);
    if (thanks) {
      const page = keys ? await getThanks(c.req.raw, thanks, { ...parts, keys }) : null;
      return page ?? notFound(c.req.raw, readPage);
    }
    const asset = await c.env.ASSETS.fetch(c.req.raw);
    const isPage = asset.headers.get('Content-Type')?.startsWith('text/html') ?? false;
    if (asset.status === 200 && !isPage) return asset;
    const known = path !== null && path !== '/404/' && path !== '/404.html/';
    const page = known ? await staticPage(c.req.raw, path, { readPage }) : null;
    if (page) return page;
    return ports.development
      ? ports.renderPage(c.req.raw, c.env, c.executionCtx as ExecutionContext)
      : notFound(c.req.raw, readPage);
  });
  router.all('*', () => methodNotAllowed('GET', 'HEAD'));

  router.onError((error, c) => {
    const id = crypto.randomUUID();
    console.error(
      JSON.stringify({
        level: 'error',
        event: 'unhandled',
        id,
        method: c.req.method,
        error: String(error),
      }),
    );
    return new Response(`Something failed on our side. Please try again. (${id})\n`, {
      status: 500,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    });
  });
  return router;
}

import { catalog } from '#generated/catalog.ts';
import { createApp } from './app.ts';

/**
 * The only file that meets Astro. Its server code is loaded when a page needs it, so that a
 * landing page's isolate starts without it.
 */
const app = createApp({
  catalog,
  renderPage: async (request, env, ctx) => {
    const { handle } = await import('@astrojs/cloudflare/handler');
    return handle(request, env, ctx);
  },
  now: () => Date.now(),
  development: import.meta.env.DEV,
});

export default { fetch: app.fetch, scheduled: app.scheduled };

import { createApp } from '#worker/app.ts';
import { catalog } from './world.ts';

/** The Worker under test: everything but Astro, on the tests' own catalog and pages. */
const app = createApp({
  catalog,
  renderPage: async (request) => new Response(`Astro renders ${new URL(request.url).pathname}`),
  now: () => Date.now(),
  development: false,
});

export default { fetch: app.fetch, scheduled: app.scheduled };

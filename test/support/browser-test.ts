import { test as base } from '@playwright/test';
import { type SiteServer, startSiteServer } from './site-server.ts';

/**
 * Playwright's `test` with `site`: the built Worker on a port and an empty database of its own,
 * one per Playwright worker. Paths in `page.goto('/crm/')` go to it. A spec that needs a fresh or a
 * broken server starts one with `startSiteServer`.
 */
export const test = base.extend<object, { site: SiteServer }>({
  site: [
    // Playwright reads the needed fixtures from the pattern, so it must be there.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use, info) => {
      const site = await startSiteServer(info.parallelIndex);
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ site }, use) => use(site.origin),
});

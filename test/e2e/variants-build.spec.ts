import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { runTool } from '#site/commands/local/tool.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { CONTENT, PROBED } from './variants-content.ts';
import { builtPage, projectWith } from './variants-project.ts';

type Site = {
  readonly origin: string;
  readonly page: (path: string) => string;
};

/** Playwright's `test` with a built site whose variants are tags and whole pages. */
const test = base.extend<object, { site: Site }>({
  site: [
    // Playwright reads the needed fixtures from the pattern, so it must be there.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use) => {
      const { root, remove } = projectWith(CONTENT);
      const env = toolEnvironment(join(root, 'state'));
      const built = await runTool({
        tool: 'astro',
        args: ['build', '--root', root],
        env,
        cwd: root,
      });
      if (built.code !== 0) throw new Error(built.output);
      const folder = join(root, 'dist');
      const server = createServer((request, response) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        if (!pathname.endsWith('/')) {
          response.writeHead(404).end();
          return;
        }
        const { html, csp } = builtPage(folder, decodeURIComponent(pathname));
        response.writeHead(200, {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': csp,
        });
        response.end(html);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      await use({
        origin: `http://127.0.0.1:${port}`,
        page: (path) => builtPage(folder, path).html,
      });
      server.closeAllConnections();
      server.close();
      remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Every combination of the four experiments, by which of them show their treatment. */
const COMBINATIONS: readonly (readonly string[])[] = Array.from({ length: 16 }, (_, bits) =>
  PROBED.filter((_id, index) => Math.floor(bits / 2 ** index) % 2 === 1),
);

function pathOf(treated: readonly string[]): string {
  const key = [...treated]
    .sort()
    .map((id) => `${id}.b`)
    .join('~');
  return key === '' ? '/probe/' : `/_v/${key}/probe/`;
}

test('each page has the texts of its variants and nothing of the others', ({ site }) => {
  for (const treated of COMBINATIONS) {
    const html = site.page(pathOf(treated));
    for (const id of PROBED) {
      const [shown, hidden] = treated.includes(id) ? ['b', 'control'] : ['control', 'b'];
      expect(html.split(`${id} ${shown} text`)).toHaveLength(2);
      expect(html).not.toContain(`${id} ${hidden} text`);
      expect(html).not.toContain(`${id}-${hidden}`);
    }
    expect(html).toContain('Before all of it.');
    expect(html).not.toContain('tl-drawn');
  }
});

test('a script that all variants share is once in each page', ({ site }) => {
  for (const treated of COMBINATIONS) {
    expect(site.page(pathOf(treated)).split('ticked')).toHaveLength(2);
  }
});

test('the shared script runs for the chosen variants', async ({ page, site }) => {
  for (const treated of [[], ['in-body', 'beside-it'], [...PROBED]]) {
    await page.goto(site.origin + pathOf(treated));
    const buttons = page.locator('.tick');
    await expect(buttons).toHaveCount(4);
    for (const button of await buttons.all()) {
      await button.click();
      await expect(button).toHaveAttribute('data-ticked', 'yes');
    }
  }
});

test('another landing as a variant has the address of the landing that it stands for', ({
  site,
}) => {
  const html = site.page('/_v/other-page.b/long/');
  expect(/<h1[^>]*>([^<]*)/.exec(html)?.[1]).toBe('The short page');
  expect(/<link rel="canonical" href="([^"]*)"/.exec(html)?.[1]).toMatch(/\/long\/$/);
  expect(/<meta name="robots" content="([^"]*)"/.exec(html)?.[1]).toBe('noindex');
});

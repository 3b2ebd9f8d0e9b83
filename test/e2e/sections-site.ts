import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { test as base } from '@playwright/test';
import { ROOT } from '#site/commands/local/settings.ts';
import { withBuildLock } from '#site/commands/local/site-build.ts';
import { runTool } from '#site/commands/local/tool.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';

/** A site built with its gallery, in a folder of its own so that no other test's build changes. */
export type SectionsSite = {
  readonly origin: string;
  /** Text of a built file, without the first line that is meant for the edge. */
  readonly page: (path: string) => string;
};

/**
 * Playwright's `test` with the built gallery at `/gallery/`, under the policy that its build made.
 * `?mode=cookie` gives the page a view token that says so.
 */
export const test = base.extend<object, { sections: SectionsSite }>({
  sections: [
    // Playwright reads the needed fixtures from the pattern, so it must be there.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use) => {
      // Below the project, because the build's own modules look for their packages from there.
      mkdirSync(join(ROOT, '.truelift'), { recursive: true });
      const folder = mkdtempSync(join(ROOT, '.truelift/sections-'));
      const env = { ...toolEnvironment(folder), TRUELIFT_GALLERY: '1' };
      const out = join(folder, 'dist');
      const built = await withBuildLock(() =>
        runTool({ tool: 'astro', args: ['build', '--outDir', out], env }),
      );
      if (built.code !== 0) throw new Error(built.output);
      const page = (path: string) => split(join(out, 'client', path, 'index.html')).html;
      const server = createServer((request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
        if (!pathname.endsWith('/')) {
          const body = read(join(out, 'client', pathname));
          response.writeHead(body ? 200 : 404, { 'Content-Type': TYPES[extname(pathname)] ?? '' });
          response.end(body);
          return;
        }
        const { html, csp } = split(join(out, 'client', pathname, 'index.html'));
        response.writeHead(200, {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': csp,
        });
        response.end(html.replace('</head>', `${tokenOf(searchParams.get('mode'))}</head>`));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      await use({ origin: `http://127.0.0.1:${port}`, page });
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ sections }, use) => use(sections.origin),
});

const TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.webp': 'image/webp',
  '.webm': 'video/webm',
  '.svg': 'image/svg+xml',
};

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function split(file: string): { readonly html: string; readonly csp: string } {
  const [, head = '{}', html = ''] =
    /^<!--tl:(.*)-->\n([\s\S]*)$/.exec(readFileSync(file, 'utf8')) ?? [];
  return { html, csp: JSON.parse(head).csp };
}

function tokenOf(mode: string | null): string {
  if (mode === null) return '';
  const payload = Buffer.from(JSON.stringify({ m: mode })).toString('base64url');
  return `<meta name="tl" content="1.k.${payload}.mac">`;
}

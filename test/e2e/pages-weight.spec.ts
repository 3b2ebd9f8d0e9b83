import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { pages } from '#generated/landings.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { buildSite, withBuildLock } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';

const MOST_PAGE_BYTES = 14 * 1024;
const MOST_SCRIPT_BYTES = 900;

let files: readonly { readonly path: string; readonly html: string }[];
test.beforeAll(async () => {
  test.setTimeout(120_000);
  const state = mkdtempSync(join(tmpdir(), 'truelift-'));
  const built = await buildSite(toolEnvironment(state));
  rmSync(state, { recursive: true, force: true });
  if (!built.ok) throw new Error(built.sentence);
  files = await withBuildLock(async () =>
    pages.map(({ path }) => ({
      path,
      html: readFileSync(join(ROOT, 'dist/client', path, 'index.html'), 'utf8'),
    })),
  );
});

test('a landing page is one file of at most 14 KB: HTML, style and script together', () => {
  for (const { path, html } of files) {
    expect(html, path).not.toMatch(/<link[^>]+stylesheet|<script[^>]+src=/);
    expect(brotliCompressSync(html).length, path).toBeLessThanOrEqual(MOST_PAGE_BYTES);
  }
});

test('every page runs the same script of at most 900 bytes', () => {
  const scripts = new Set(
    files.map(({ html }) => /<script[^>]*>[\s\S]*<\/script>/.exec(html)?.[0] ?? ''),
  );
  expect(scripts.size).toBe(1);
  const [script = ''] = scripts;
  expect(script).toContain('/_tl/events');
  expect(brotliCompressSync(script).length).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '#site/commands/local/settings.ts';
import { buildSite } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import {
  type BuiltPage,
  brotliBytes,
  builtPages,
  inlineScripts,
} from '#test/support/built-pages.ts';

const MOST_PAGE_BYTES = 14 * 1024;
const MOST_SCRIPT_BYTES = 1024;
const MOST_TRACKER_BYTES = 900;

let pages: readonly BuiltPage[];
let landings: readonly BuiltPage[];
test.beforeAll(async () => {
  test.setTimeout(120_000);
  const state = mkdtempSync(join(tmpdir(), 'truelift-'));
  const built = await buildSite(toolEnvironment(state));
  rmSync(state, { recursive: true, force: true });
  if (!built.ok) throw new Error(built.sentence);
  pages = await builtPages();
  landings = pages.filter(({ html }) => /<meta name="?tl"?[ >]/.test(html));
  expect(landings.length).toBeGreaterThan(2);
});

test('every page is one file of at most 14 KB: HTML, style and script together', () => {
  for (const { file, html } of pages) {
    expect(html, file).not.toMatch(/<link[^>]+stylesheet|<script[^>]+src=/);
    expect(brotliBytes(html), file).toBeLessThanOrEqual(MOST_PAGE_BYTES);
  }
});

test('no file that the build leaves beside the pages meets the Worker, but for the sitemap', () => {
  const config = JSON.parse(readFileSync(join(ROOT, 'dist/server/wrangler.json'), 'utf8'));
  const besides = (config.assets.run_worker_first as readonly string[])
    .filter((pattern) => pattern.startsWith('!'))
    .map(
      (pattern) => new RegExp(`^${pattern.slice(1).replaceAll('.', '[.]').replace('*', '.*')}$`),
    );
  const meeting = readdirSync(join(ROOT, 'dist/client'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.html'))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(ROOT, 'dist/client').length))
    .filter((path) => !besides.some((pattern) => pattern.test(path)));
  // The first two say how files are served, and are none.
  expect(meeting.sort()).toEqual(['/.assetsignore', '/_headers', '/sitemap.xml']);
});

test('no page loads anything from another origin', () => {
  for (const { file, html } of pages) {
    const loading = [
      ...html.matchAll(
        /<(?!a\s|link\b[^>]*(?:canonical|alternate))[a-z]+\b[^>]*\s(?:src|srcset|href|poster|action)="([^"]*)"/g,
      ),
    ].map(([, address = '']) => address);
    expect(
      loading.filter((address) => /^(?:[a-z]+:)?\/\//i.test(address)),
      file,
    ).toEqual([]);
  }
});

test('no script, style or drawing of the build names another host, and no source map is published', () => {
  const client = join(ROOT, 'dist/client');
  const names = readdirSync(client, { recursive: true, encoding: 'utf8' });
  const texts = names.filter((name) => /\.(?:css|m?js|svg)$/.test(name));
  expect(texts.length).toBeGreaterThan(2);
  for (const name of texts) {
    const text = readFileSync(join(client, name), 'utf8');
    const hosts = text.match(/(?:https?:)?\/\/[\w-]+\.[\w.-]+/g) ?? [];
    // The names of XML's vocabularies are no addresses that anything loads.
    expect(
      hosts.filter((host) => host !== 'http://www.w3.org'),
      name,
    ).toEqual([]);
  }
  for (const { file, html } of pages) {
    const styles = [...html.matchAll(/<style[^>]*>([^<]*)/g)].map(([, style = '']) => style);
    expect(styles.join('\n'), file).not.toMatch(/@import|url\(\s*["']?(?:https?:)?\/\//);
  }
  expect(names.filter((name) => name.endsWith('.map'))).toEqual([]);
});

test('scripts of a landing without dialog and steps are at most 1 KB together', () => {
  for (const { file, html } of landings) {
    if (/<dialog|data-steps/.test(html)) continue;
    const bytes = brotliBytes(inlineScripts(html).join('\n'));
    expect(bytes, file).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
  }
});

test('every landing runs the same tracker of at most 900 bytes, before all else', () => {
  const trackers = new Set(landings.map(({ html }) => inlineScripts(html)[0] ?? ''));
  expect(trackers.size).toBe(1);
  const [tracker = ''] = trackers;
  expect(tracker).toContain('/_tl/events');
  expect(brotliBytes(tracker)).toBeLessThanOrEqual(MOST_TRACKER_BYTES);
});

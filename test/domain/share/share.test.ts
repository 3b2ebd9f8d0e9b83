import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import type { Files } from '#site/build/share/icons.ts';
import { robotsText } from '#site/build/share/robots.ts';
import { siteFiles } from '#site/build/share/site-files.ts';
import { sitemapText } from '#site/build/share/sitemap.ts';
import { compileProject, LANDING, LANDING_FILE } from '#test/domain/definition/project.ts';

const PNG = '89504e470d0a1a0a';
const SITE = { origin: 'https://go.halden.example', locale: 'en' };

/** Files of a project in an empty folder, whose pictures are drawn twice: once, and from the cache. */
async function filesOf(compiled: Compiled): Promise<{ files: Files; again: Files; kept: number }> {
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const root = await mkdtemp(path.join(tmpdir(), 'truelift-share-'));
  const files = await siteFiles(root, compiled);
  const cache = path.join(root, 'node_modules/.cache/truelift');
  const names = await readdir(cache);
  await Promise.all(names.map((name) => writeFile(path.join(cache, name), 'kept')));
  const again = await siteFiles(root, compiled);
  await rm(root, { recursive: true });
  return { files, again, kept: names.length };
}

const { files, again, kept } = await filesOf(compileProject());

test('draws one picture per landing, a PNG of 1200 × 630 below 120 KB', () => {
  const shares = [...files].filter(([name]) => name.startsWith('/_astro/share.'));
  expect(shares).toHaveLength(1);
  const [, picture = Buffer.alloc(24)] = shares[0] ?? [];
  expect(picture.subarray(0, 8).toString('hex')).toBe(PNG);
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630]);
  expect(picture.length).toBeGreaterThan(4_000);
  expect(picture.length).toBeLessThan(120 * 1_024);
});

test('takes a picture that was drawn before, and draws anew only when its words change', async () => {
  const name = [...files.keys()].find((one) => one.includes('share.')) ?? '';
  expect([kept, again.get(name)?.toString()]).toEqual([1, 'kept']);
  const other = await filesOf(
    compileProject({ [LANDING_FILE]: LANDING.replace('Dispatch software', 'Dispatch for crews') }),
  );
  expect(other.files.has(name)).toBe(false);
});

test('draws the brand’s initial where the site names no icon', () => {
  expect(files.get('/favicon.svg')?.toString()).toMatch(/^<svg[^>]*viewBox="0 0 64 64".*#0a363e/);
  expect(files.get('/favicon-cobalt.svg')?.toString()).toContain('#14275e');
  const icon = files.get('/apple-touch-icon.png') ?? Buffer.alloc(24);
  expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([180, 180]);
  const ico = files.get('/favicon.ico') ?? Buffer.alloc(24);
  // Type 1 with two pictures of 16 and 32 pixels, each a PNG at the place it names.
  expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico[6], ico[22]]).toEqual([1, 2, 16, 32]);
  for (const entry of [6, 22]) {
    const at = ico.readUInt32LE(entry + 12);
    expect(ico.subarray(at, at + 8).toString('hex')).toBe(PNG);
  }
});

test('lets everybody read every page, reviewers of ads by name, and names no hidden path', () => {
  const text = robotsText(SITE.origin, false);
  const agents = [...text.matchAll(/^User-agent: (.+)$/gm)].map(([, name]) => name);
  expect(agents).toEqual(['*', 'AdsBot-Google', 'AdsBot-Google-Mobile', 'adidxbot']);
  expect(text.match(/^(Allow|Disallow): .*$/gm)).toEqual([
    'Allow: /',
    'Disallow: /report/',
    'Disallow: /_tl/',
  ]);
  expect(text).not.toMatch(/_v|Sitemap/);
  expect(files.get('/robots.txt')?.toString()).toBe(text);
});

test('lists nothing until a landing may be listed', async () => {
  expect(files.has('/sitemap.xml')).toBe(false);
  const open = await filesOf(compileProject({ [LANDING_FILE]: `${LANDING}index: true\n` }));
  const sitemap = open.files.get('/sitemap.xml')?.toString();
  expect(sitemap?.match(/<loc>.*?<\/loc>/g)).toEqual(['<loc>https://go.halden.example/crm/</loc>']);
  expect(open.files.get('/robots.txt')?.toString()).toMatch(
    /\n\nSitemap: https:\/\/go\.halden\.example\/sitemap\.xml\n$/,
  );
});

test('lists language versions that may be listed, and no page of an ad group', () => {
  const pages = [
    { id: 'crm', path: '/crm/', index: true },
    { id: 'crm-de', path: '/de/crm/', index: true, locale: 'de', translationOf: 'crm' },
    { id: 'crm-fr', path: '/fr/crm/', index: false, locale: 'fr', translationOf: 'crm' },
    { id: 'crm-lift', path: '/crm/lift/', index: true, parent: '/crm/' },
  ];
  const text = sitemapText(pages, SITE) ?? '';
  expect([...text.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url)).toEqual([
    'https://go.halden.example/crm/',
    'https://go.halden.example/de/crm/',
  ]);
  expect(text.match(/hreflang="[^"]+" href="[^"]+"/g)?.slice(0, 3)).toEqual([
    'hreflang="en" href="https://go.halden.example/crm/"',
    'hreflang="de" href="https://go.halden.example/de/crm/"',
    'hreflang="x-default" href="https://go.halden.example/crm/"',
  ]);
});

import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { ORIGIN } from '../visit.ts';
import { catalog } from '../world.ts';
import { berlin, workerAt } from './spring-world.ts';

async function sitemapAt(now: number, headers: Readonly<Record<string, string>> = {}) {
  const request = new Request(`${ORIGIN}/sitemap.xml`, { headers });
  const response = await workerAt({ now }).fetch(request, env, createExecutionContext());
  const text = (await response.text()).replaceAll(catalog.site.origin, '');
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, path]) => path);
  return {
    response,
    text,
    pages: found(/<loc>([^<]*)/g),
    versions: found(/hreflang="\w+" href="([^"]*)"/g),
  };
}

test('the sitemap leaves out pages before and after their window, and links to them', async () => {
  const open = await sitemapAt(berlin('2026-03-01'));
  expect(open.pages).toEqual(['/demo/', '/spring/']);
  expect(open.versions).toEqual(['/demo/', '/spring/']);
  for (const moment of ['2026-02-28', '2026-04-13']) {
    const { pages, versions, text } = await sitemapAt(berlin(moment));
    expect(pages).toEqual(['/demo/']);
    expect(versions).toEqual(['/demo/']);
    expect(text).toContain('</urlset>');
  }
});

test('a sitemap that a search engine holds already is sent whole', async () => {
  const { response } = await sitemapAt(berlin('2026-03-01'));
  expect(response.headers.get('ETag')).toBeNull();
  const again = await sitemapAt(berlin('2026-03-01'), { 'If-None-Match': '*' });
  expect(again.response.status).toBe(200);
  expect(again.response.headers.get('Content-Type')).toBe('application/xml; charset=utf-8');
});

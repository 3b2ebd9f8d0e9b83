import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { ORIGIN, visit } from '../visit.ts';

test.for([
  '/demo/?utm_source=google&utm_source=again&gclid=AbC-_%2F%zz',
  '/demo?fbclid=%E4',
  '/demo/index.html?a=b',
  '/demo/index',
  '/demo//',
  '/%64emo/',
])('answers %s itself, without a redirect', async (path) => {
  const { response, heading } = await visit(path);
  expect(response.status).toBe(200);
  expect(heading).toMatch(/^Demo/);
});

test.for([
  '/_v/headline.bold/demo/',
  '/%5Fv/headline.bold/demo/',
  '/%255Fv/headline.bold/demo/',
  '//_v/headline.bold/demo/',
  '/demo/..%2f_v/headline.bold/demo/',
  '/demo/%2e%2e/_v/headline.bold/demo/',
  '/_V/headline.bold/demo/',
  '/_v',
  '/\\_v/headline.bold/demo/',
  '/_v/headline.unknown/demo/',
  '//x/_v/headline.bold/demo/',
  '//x:bad/',
  '//@/',
  '/%zz/..%2f_v/headline.bold/demo/',
  '/%5Fv/%zz/..%2fheadline.bold/demo/',
  '/demo%2f',
  '/404',
  '/404.html',
  '/nothing-here/',
])('shows the friendly 404 page at %s', async (path) => {
  const { response, heading } = await visit(path);
  expect(response.status).toBe(404);
  expect(heading).toBe('No page here');
});

test('says of a file that the visitor’s copy is still good, and never of a page', async () => {
  const first = (await visit('/plain.txt')).response;
  const etag = first.headers.get('ETag') ?? '';
  expect(first.status).toBe(200);
  expect((await visit('/plain.txt', { 'If-None-Match': etag })).response.status).toBe(304);
  const page = await env.ASSETS.fetch(`${ORIGIN}/half/`);
  const again = await visit('/half/', { 'If-None-Match': page.headers.get('ETag') ?? '' });
  expect(again.response.status).toBe(200);
});

import { expect, test } from 'vitest';
import { visit } from './visit.ts';

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

import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { createApp } from '#worker/app.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { BROWSER, ORIGIN, readVisit, rowsOf, type Visit, variantOf } from '../visit.ts';
import { half, catalog as world } from '../world.ts';

const [signup] = world.forms;
if (signup === undefined) throw new Error('the tests have no form');
const [email] = signup.fieldsByCombination[''] ?? [];

/** `/half/`, where everybody who takes part sees `/demo/` with one field of its form. */
const catalog: Catalog = {
  ...world,
  experiments: [
    {
      ...half,
      id: 'swap',
      seed: 'swap-1',
      allocationBp: 10_000,
      variants: [
        { id: 'control', weightBp: 0 },
        { id: 'other', weightBp: 10_000, page: '/demo/' },
      ],
    },
  ],
  landings: world.landings.map((landing) => ({
    ...landing,
    experimentIds: landing.path === '/half/' ? ['swap'] : [],
    combinationKeys: landing.path === '/half/' ? ['swap.other'] : [],
    draftKeys: [],
  })),
  forms: [
    { ...signup, fieldsByPage: { '/half/': { 'swap.other': email === undefined ? [] : [email] } } },
  ],
};

async function open(path: string, init: RequestInit = {}): Promise<Visit> {
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => Date.now(),
    development: false,
  });
  const ctx = createExecutionContext();
  const headers = { ...(init.method === 'POST' ? {} : BROWSER), ...init.headers };
  const request = new Request(ORIGIN + path, { redirect: 'manual', ...init, headers });
  const visited = await readVisit(await app.fetch(request, env, ctx), undefined);
  await waitOnExecutionContext(ctx);
  return visited;
}

async function send(page: Visit, fields: Record<string, string>): Promise<Visit> {
  const [body, headers] = formOf(page, fields);
  const referer = `${ORIGIN}/half/?gclid=AbC`;
  return open('/_tl/forms/signup', {
    method: 'POST',
    body,
    headers: { ...headers, Referer: referer },
  });
}

test('shows the other landing at the address of the first, without a redirect', async () => {
  const { response, view, heading } = await open('/half/?gclid=AbC-_%20');
  expect(response.status).toBe(200);
  expect(response.headers.get('Location')).toBeNull();
  expect(heading).toBe('Demo control');
  expect(view.p).toBe('/half/');
  expect(variantOf(view, 'swap')).toBe('other');
});

test('counts its form there, leads to its thanks page, and asks for the fields shown', async () => {
  const page = await open('/half/?gclid=AbC');
  const { response } = await send(page, { email: 'ada@example.com' });
  expect(response.status).toBe(303);
  expect(response.headers.get('Location')).toMatch(/^\/demo\/thanks\/\?tl_result=/);
  expect(await rowsOf('leads')).toMatchObject([{ form_id: 'signup', landing: '/half/' }]);
  expect(await rowsOf('conversions')).toMatchObject([{ metric_id: 'signup', landing: '/half/' }]);
  expect(await rowsOf('touchpoints')).toMatchObject([
    { landing: '/half/', query: 'gclid=redacted' },
  ]);
});

test('shows the page of the combination again where a field is wrong', async () => {
  const page = await open('/half/');
  const again = await send(page, { ...FILLED, email: 'nobody' });
  expect(again.response.status).toBe(422);
  expect(again.html).toContain('name="tl_combination" value="swap.other"');
  expect(again.token).toBe(page.token);
});

test('does not believe a view of a page that never shows the form', async () => {
  const page = await open('/demo/');
  const { response } = await send(page, { email: 'ada@example.com' });
  expect(response.status).toBe(422);
  expect(page.view.p).toBe('/demo/');
});

import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { pickKey } from '#experiments/ad-groups/pick.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { createApp } from '#worker/app.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { anExposure, BROWSER, ORIGIN, readVisit, rowsOf, type Visit, variantOf } from '../visit.ts';
import { headline, catalog as world } from '../world.ts';

/** `/demo/` with a page for an ad group, which is in one of its two experiments. */
const PAGE = '/demo/heating/';
const catalog: Catalog = {
  ...world,
  experiments: world.experiments.map((one) =>
    one.id === headline.id ? { ...one, landings: [...one.landings, PAGE] } : one,
  ),
  landings: [
    ...world.landings.map((landing) =>
      landing.path === '/demo/'
        ? {
            ...landing,
            picks: [
              {
                parameters: ['utm_campaign', 'utm_term'],
                pages: { [pickKey(['search-de', 'wärme planung'])]: PAGE },
              },
              { parameters: ['gad_campaignid'], pages: { [pickKey(['123'])]: PAGE } },
            ],
          }
        : landing,
    ),
    {
      id: 'demo-heating',
      path: PAGE,
      parent: '/demo/',
      locale: 'en',
      experimentIds: [headline.id],
      combinationKeys: ['headline.bold'],
      draftKeys: [],
    },
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
  const response = await app.fetch(request, env, ctx);
  const { Cookie } = headers as { Cookie?: string };
  const visited = await readVisit(response, Cookie);
  await waitOnExecutionContext(ctx);
  return visited;
}

async function sendForm(page: Visit, fields: Record<string, string>, referer: string) {
  const [body, headers] = formOf(page, fields);
  const answer = await open('/_tl/forms/signup', {
    method: 'POST',
    body,
    headers: { ...headers, Referer: ORIGIN + referer },
  });
  return answer;
}

test.for(['utm_term=W%C3%A4rme+Planung&utm_campaign=search-de', 'gad_source=1&gad_campaignid=123'])(
  'serves the page of the ad group at the address of its landing: %s',
  async (query) => {
    const { response, view, heading } = await open(`/demo/?${query}&gclid=AbC-_%20`);
    expect(response.status).toBe(200);
    expect(response.headers.get('Location')).toBeNull();
    expect(view.p).toBe(PAGE);
    expect(variantOf(view, 'layout')).toBeUndefined();
    expect(heading).toBe(
      variantOf(view, 'headline') === 'bold' ? 'Heating headline.bold' : 'Heating control',
    );
  },
);

test.for(['', '?utm_campaign=search-de', '?utm_term=wärme planung', '?gad_campaignid=1234'])(
  'serves the landing itself where the query picks nothing: %s',
  async (query) => {
    const { view, heading } = await open(`/demo/${query}`);
    expect(view.p).toBe('/demo/');
    expect(heading).toMatch(/^Demo/);
  },
);

test('serves the page at its own path, whatever the query picks', async () => {
  expect((await open(PAGE)).view.p).toBe(PAGE);
  expect((await open(`${PAGE}?gad_campaignid=123`)).view.p).toBe(PAGE);
});

test('keeps a visitor in the same variant on the landing and on the page', async () => {
  for (let count = 0; count < 10; count++) {
    const first = await open('/demo/?gad_campaignid=123');
    const Cookie = first.cookie;
    const again = await open('/demo/', { headers: { Cookie } });
    const own = await open(PAGE, { headers: { Cookie } });
    const chosen = variantOf(first.view, 'headline');
    expect([again, own].map(({ view }) => variantOf(view, 'headline'))).toEqual([chosen, chosen]);
    expect(own.heading).toBe(first.heading);
  }
});

test('counts the arrival byte for byte, under the path of the page', async () => {
  const query = 'gad_campaignid=123&q=a+b%20c&x=AbC-_%C3%A4&gad_campaignid=9';
  const page = await open(`/demo/?${query}`);
  const exposure = { ...anExposure(), arrival: { query, referrer: '' } };
  const sent = await open('/_tl/events', {
    method: 'POST',
    body: JSON.stringify({ v: 1, view: page.token, events: [exposure] }),
    headers: { 'Content-Type': 'text/plain', Cookie: page.cookie },
  });
  expect(sent.response.status).toBe(202);
  expect(await rowsOf('touchpoints')).toMatchObject([{ landing: PAGE, query }]);
  expect(await rowsOf('exposures')).toMatchObject([{ experiment_id: 'headline', landing: PAGE }]);
});

test('counts a submit there for the metric of the form, and thanks as its landing does', async () => {
  const page = await open('/demo/?gad_campaignid=123&gclid=AbC');
  const answer = await sendForm(page, FILLED, '/demo/?gad_campaignid=123&gclid=AbC');
  expect(answer.response.status).toBe(303);
  expect(answer.response.headers.get('Location')).toMatch(/^\/demo\/thanks\/\?tl_result=/);
  expect(await rowsOf('leads')).toMatchObject([{ form_id: 'signup', landing: PAGE }]);
  expect(await rowsOf('conversions')).toMatchObject([{ metric_id: 'signup', landing: PAGE }]);
  expect(await rowsOf('touchpoints')).toMatchObject([
    { landing: PAGE, query: 'gad_campaignid=123&gclid=redacted' },
  ]);
});

test('shows the page of the ad group again when its form is faulty', async () => {
  const page = await open('/demo/?gad_campaignid=123');
  const answer = await sendForm(page, { ...FILLED, email: 'nobody' }, '/demo/?gad_campaignid=123');
  expect(answer.response.status).toBe(422);
  expect(answer.heading).toBe(page.heading);
  expect(answer.html).toContain('<p data-error-for="email">Please enter an email address like');
});

test('believes no view of a page that does not show the form', async () => {
  const half = await open('/half/');
  const answer = await sendForm(half, { ...FILLED, email: 'nobody' }, '/half/');
  expect(answer.response.status).toBe(422);
  expect(answer.heading).toBe('Demo control');
});

test('serves the control of the page while the signing key is missing', async () => {
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => Date.now(),
    development: false,
  });
  const request = new Request(`${ORIGIN}/demo/?gad_campaignid=123`, { headers: BROWSER });
  const response = await app.fetch(
    request,
    { ...env, TRUELIFT_SIGNING_KEYS: '' },
    createExecutionContext(),
  );
  expect((await readVisit(response)).heading).toBe('Heating control');
});

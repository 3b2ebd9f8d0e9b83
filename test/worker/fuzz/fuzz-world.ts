import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { platformsSchema } from '#experiments/definition/connections/platforms.ts';
import { formFieldSchema } from '#experiments/definition/landing/form.ts';
import { createApp } from '#worker/app.ts';
import { thanksLink } from '#worker/routes/thanks-link.ts';
import { signingKeys } from '../consent/handoff-world.ts';
import { dealsCatalog, SECRETS } from '../deals/deals-world.ts';
import { BROWSER, ORIGIN, readVisit, type Visit } from '../visit.ts';

const NONE = { experimentIds: [], combinationKeys: [], draftKeys: [], locale: 'en' };
const email = formFieldSchema.parse({ name: 'email', label: 'Email', type: 'email' });
const shopThanks = { path: '/handoff/thanks/', landing: '/handoff/', keys: [] };

/** The tests' site with every kind of door: keyword slots, hand-offs, hooks, ad platforms. */
const fuzzed = {
  ...dealsCatalog,
  landings: [
    ...dealsCatalog.landings,
    { ...NONE, id: 'handoff', path: '/handoff/' },
    { ...NONE, id: 'spring', path: '/spring/' },
    { ...NONE, id: 'over', path: '/over/', window: { from: null, until: 1 } },
  ],
  forms: [
    ...dealsCatalog.forms,
    {
      id: 'quick',
      landing: '/handoff/',
      thanks: shopThanks.path,
      fieldsByCombination: { '': [email] },
    },
  ],
  thanks: [...dealsCatalog.thanks, shopThanks],
  platforms: platformsSchema.parse({
    google: { conversions: [{ stage: 'won', event: 'Closed won', value: 'amount' }] },
  }),
};

const app = createApp({
  catalog: fuzzed as typeof dealsCatalog,
  // Pages of the report are Astro's, and are opened in the browser's tests.
  renderPage: async (request) =>
    new Response(`Astro renders ${new URL(request.url).pathname}`, {
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    }),
  now: () => Date.now(),
  development: false,
});

const bindings = { ...env, ...SECRETS } as unknown as typeof env;
let asked = 0;

/** An address of its own for every request: who guesses or floods waits, and is looked at no more. */
function ownAddress(): string {
  asked += 1;
  return `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
}

/** Sends a request to the Worker as the network would, from a country. */
export function ask(path: string, init: RequestInit = {}, country = 'DE'): Promise<Response> {
  const headers = new Headers(init.headers);
  if (!headers.has('CF-Connecting-IP')) headers.set('CF-Connecting-IP', ownAddress());
  const request = new Request(ORIGIN + path, { redirect: 'manual', ...init, headers });
  return app.fetch(new Request(request, { cf: { country } }), bindings, createExecutionContext());
}

/** Opens a page as a browser does. */
export async function openPage(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  country = 'DE',
): Promise<Visit> {
  return readVisit(
    await ask(path, { headers: { ...BROWSER, ...headers } }, country),
    headers.Cookie,
  );
}

/** Sends the form of a page. */
export function sendForm(
  page: Pick<Visit, 'cookie'>,
  fields: Readonly<Record<string, string>>,
  form = 'signup',
): Promise<Response> {
  return ask(`/_tl/forms/${form}`, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: {
      ...BROWSER,
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: page.cookie,
      Origin: ORIGIN,
    },
  });
}

/** A visitor with a lead, whose links are taken out again. */
export type Known = {
  readonly page: Visit;
  readonly leadId: string;
  /** Address of the lead's thanks page. */
  readonly thanks: string;
};

export async function knownVisitor(): Promise<Known> {
  const page = await openPage('/demo/');
  const fields = {
    tl_view: page.token,
    tl_combination: '',
    email: `ada-${page.view.n}@example.com`,
  };
  await sendForm(page, { ...fields, company: 'Ada & Sons', size: '11–50', note: '=1+1' });
  const leadId = page.view.n;
  const keys = await signingKeys();
  const thanks = await thanksLink('/demo/thanks/', { leadId, key: '' }, { keys, now: Date.now() });
  return { page, leadId, thanks };
}

/** Whether a row is there. */
export async function has(sql: string, ...values: readonly unknown[]): Promise<boolean> {
  return (
    (await env.DB.prepare(sql)
      .bind(...values)
      .first()) !== null
  );
}

import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { adUseField } from '#experiments/definition/landing/consent-field.ts';
import { formFieldSchema } from '#experiments/definition/landing/form.ts';
import { siteSchema } from '#experiments/definition/settings/site.ts';
import { createApp } from '#worker/app.ts';
import { choiceCookie } from '#worker/visitor/choice.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { BROWSER, ORIGIN, readVisit, type Visit } from '../visit.ts';
import { catalog } from '../world.ts';

/** A landing with links to a shop and a calendar, and a form that asks for use for ads. */
export const HANDOFF = '/handoff/';
export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 23, 12);

const email = formFieldSchema.parse({ name: 'email', label: 'Email', type: 'email' });
const thanks = { path: '/handoff/thanks/', landing: HANDOFF, keys: [] };

/** The Worker at a moment; `mode`: how it recognises visitors. */
export function workerAt(now: number, mode: 'cookie' | 'strict' = 'cookie') {
  const landing = { id: 'handoff', path: HANDOFF, locale: 'en' };
  const none = { experimentIds: [], combinationKeys: [], draftKeys: [] };
  return createApp({
    catalog: {
      ...catalog,
      site: siteSchema.parse({ ...catalog.site, consent: { unknown: mode } }),
      landings: [
        { ...landing, ...none },
        { ...landing, ...none, id: 'handoff-de', path: '/de/handoff/', locale: 'de' },
      ],
      forms: [
        {
          id: 'quick',
          landing: HANDOFF,
          thanks: thanks.path,
          fieldsByCombination: { '': [email, adUseField({ label: 'Tell the ad platform' })] },
        },
      ],
      thanks: [thanks],
    },
    renderPage: async () => new Response(null, { status: 404 }),
    now: () => now,
    development: false,
  });
}

export async function signingKeys() {
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('no keys');
  return keys;
}

/** The cookie of somebody who answered the question about ads. */
export async function answered(adUserData: boolean, at = Date.now()): Promise<string> {
  const choice = { measurement: true, adUserData, adPersonalization: false, version: '1', at };
  const header = await choiceCookie(choice, new URL(ORIGIN), await signingKeys());
  return header.split(';')[0] ?? '';
}

export function ask(app: ReturnType<typeof workerAt>, request: Request): Promise<Response> {
  return app.fetch(request, env, createExecutionContext());
}

/** A page with its links as a browser reads them, by their id. */
export type OpenPage = Visit & { readonly links: Readonly<Record<string, URL>> };

export async function openPage(
  address: string,
  headers: Readonly<Record<string, string>> = {},
  app = workerAt(NOW),
): Promise<OpenPage> {
  const url = new URL(address, ORIGIN);
  const response = await ask(app, new Request(url, { headers: { ...BROWSER, ...headers } }));
  const visit = await readVisit(response);
  const links = [...visit.html.matchAll(/<a id="(\w+)" href="([^"]*)"/g)].map(
    ([, id = '', href = '']) =>
      [id, new URL(href.replaceAll('&amp;', '&').replaceAll('&#39;', "'"))] as const,
  );
  return { ...visit, links: Object.fromEntries(links) };
}

/** Sends the page's form without a script, from the page or from where it came back with a fault. */
export function sendForm(
  app: ReturnType<typeof workerAt>,
  page: Visit,
  sent: { readonly fields: Readonly<Record<string, string>>; readonly referrer: string },
): Promise<Response> {
  const body = new URLSearchParams({ tl_view: page.token, tl_combination: '', ...sent.fields });
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    Origin: ORIGIN,
    Referer: sent.referrer,
    ...(page.cookie ? { Cookie: page.cookie } : {}),
  };
  const init = { method: 'POST', body: body.toString(), headers, redirect: 'manual' } as const;
  return ask(app, new Request(`${ORIGIN}/_tl/forms/quick`, init));
}

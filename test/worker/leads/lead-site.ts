import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { platformsSchema } from '#experiments/definition/connections/platforms.ts';
import { adUseField } from '#experiments/definition/landing/consent-field.ts';
import { type FormField, formFieldSchema } from '#experiments/definition/landing/form.ts';
import { siteSchema } from '#experiments/definition/settings/site.ts';
import { createApp } from '#worker/app.ts';
import type { Env } from '#worker/env.ts';
import { BROWSER, ORIGIN, readVisit, type Visit } from '../visit.ts';
import { catalog } from '../world.ts';

/** A moment in the tests' world; every site begins here. */
export const START = Date.UTC(2026, 10, 23, 9);

export const PHONE_FIELD = field({ name: 'phone', label: 'Phone', type: 'tel' });
export const AD_BOX = adUseField({ label: 'You may tell Google about my request.' });

/** Every combination shows these fields. */
const FIELDS: readonly FormField[] = [
  field({ name: 'email', label: 'Email', type: 'email', required: true }),
  field({ name: 'first', label: 'First name', type: 'text', autocomplete: 'given-name' }),
  PHONE_FIELD,
];

/** A site with one form, whose clock and rules a test sets. */
export function leadSite(
  given: {
    readonly site?: object;
    /** Rules that no file may hold, such as the address of the tests' receiver. */
    readonly rules?: (leads: Catalog['site']['leads']) => Catalog['site']['leads'];
    readonly catalog?: Partial<Catalog>;
    readonly adBox?: boolean;
    readonly confirm?: boolean;
    readonly env?: Partial<Env>;
  } = {},
) {
  let now = START;
  const parsed = siteSchema.parse({
    ...catalog.site,
    leads: { spam: { minimumSeconds: 2 } },
    ...given.site,
  });
  const site = { ...parsed, leads: given.rules?.(parsed.leads) ?? parsed.leads };
  const fields = given.adBox ? [...FIELDS, AD_BOX] : FIELDS;
  const own: Catalog = {
    ...catalog,
    site,
    platforms: platformsSchema.parse({
      google: { conversions: [{ stage: 'won', event: 'Won' }] },
      meta: { datasetId: '1', windowDays: 30, conversions: [{ stage: 'won', event: 'Purchase' }] },
      linkedin: { enabled: false, conversions: [{ stage: 'won', event: '7' }] },
    }),
    forms: catalog.forms.map((form) => ({
      ...form,
      ...(given.confirm ? { confirm: true } : {}),
      fieldsByCombination: Object.fromEntries(
        Object.keys(form.fieldsByCombination).map((key) => [key, fields]),
      ),
    })),
    ...given.catalog,
  };
  const bindings = { ...env, ...given.env };
  const app = createApp({
    catalog: own,
    renderPage: async () => new Response(null, { status: 404 }),
    now: () => now,
    development: false,
  });
  const fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const context = createExecutionContext();
    const request = new Request(ORIGIN + path, { redirect: 'manual', ...init });
    const answer = await app.fetch(request, bindings, context);
    await waitOnExecutionContext(context);
    return answer;
  };
  return {
    catalog: own,
    bindings,
    fetch,
    now: () => now,
    later: (ms: number) => {
      now += ms;
    },
    visit: async (cookie?: string) =>
      readVisit(
        await fetch('/demo/', { headers: { ...BROWSER, ...(cookie ? { Cookie: cookie } : {}) } }),
        cookie,
      ),
    submit: (
      page: Pick<Visit, 'token' | 'cookie'>,
      typed: Readonly<Record<string, string>> = {},
      headers: Readonly<Record<string, string>> = {},
    ) =>
      fetch('/_tl/forms/signup', {
        method: 'POST',
        body: new URLSearchParams({ tl_view: page.token, email: 'ada@example.com', ...typed }),
        headers: { Cookie: page.cookie, Origin: ORIGIN, ...headers },
      }),
    cron: () => app.scheduled({} as ScheduledController, bindings),
  };
}

function field(given: object): FormField {
  return formFieldSchema.parse(given);
}

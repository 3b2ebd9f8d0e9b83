import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { crmSourceSchema } from '#experiments/definition/connections/crm-source.ts';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import type { Rate } from '#experiments/revenue/rates.ts';
import { createApp } from '#worker/app.ts';
import { webhookHeaders, webhookSecret } from '#worker/outbox/webhook-signature.ts';
import { ORIGIN } from '../visit.ts';
import { catalog, headline } from '../world.ts';

export const SECRETS = {
  TRUELIFT_CRM_SECRET: 'whsec_Zmlyc3QtY3JtLXNlY3JldC1maXJzdC1jcm0tc2VjcmV0LS0=',
  TRUELIFT_CRM_SECRET_NEXT: 'whsec_c2Vjb25kLWNybS1zZWNyZXQtc2Vjb25kLWNybS1zZWNyZXQ=',
  TRUELIFT_HUBSPOT_SECRET: 'client-secret-of-an-app-of-hubspot',
  TRUELIFT_HUBSPOT_TOKEN: 'pat-tests',
  TRUELIFT_SHOP_SECRET: 'a-shop-that-can-do-no-better',
} as const;

const stage = { source: 'stage', windowDays: 400 } as const;

/** The tests' site with a CRM, a HubSpot, a shop, and metrics of what becomes of leads. */
export const dealsCatalog: Catalog = {
  ...catalog,
  crm: {
    destinations: [],
    sources: [
      {
        id: 'crm',
        verify: 'standard-webhooks',
        secrets: ['TRUELIFT_CRM_SECRET', 'TRUELIFT_CRM_SECRET_NEXT'],
        stages: { closedwon: 'won' },
      },
      {
        id: 'hubspot',
        verify: 'hubspot-v3',
        secrets: ['TRUELIFT_HUBSPOT_SECRET'],
        stages: { qualifiedtobuy: 'qualified', closedwon: 'won', closedlost: 'lost' },
      },
      { id: 'shop', verify: 'bearer', secrets: ['TRUELIFT_SHOP_SECRET'] },
      { id: 'closed', verify: 'bearer', secrets: ['TRUELIFT_NO_SUCH_SECRET'] },
    ].map((source) => crmSourceSchema.parse(source)),
  },
  rates: [{ day: '2026-01-01', from: 'USD', to: 'EUR', rate: '0.9' }],
  metrics: [
    ...catalog.metrics.filter(({ id }) => id !== 'won'),
    { id: 'qualified', type: 'proportion', match: 'qualified', ...stage },
    { id: 'won', type: 'proportion', match: 'won', ...stage },
    { id: 'revenue', type: 'mean', match: 'won', currency: 'EUR', ...stage },
    { id: 'orders', type: 'mean', match: 'shop', currency: 'EUR', ...stage, source: 'order' },
  ].map((metric) => metricSchema.parse({ label: metric.id, ...metric })),
  experiments: [{ ...headline, secondary: ['cta', 'qualified', 'won', 'revenue', 'orders'] }],
};

/** The Worker on that site; `lookup`: where its HubSpot is asked, a mood of the tests' receiver. */
export function dealsWorker({
  lookup,
  rates = dealsCatalog.rates ?? [],
}: {
  readonly lookup?: string;
  readonly rates?: readonly Rate[];
} = {}) {
  const { crm } = dealsCatalog;
  const sources = crm.sources.map((source) =>
    lookup === undefined || source.id !== 'hubspot'
      ? source
      : {
          ...source,
          lookup: { baseUrl: `http://receiver.test/${lookup}`, secret: 'TRUELIFT_HUBSPOT_TOKEN' },
        },
  );
  return createApp({
    catalog: { ...dealsCatalog, rates, crm: { ...crm, sources } },
    renderPage: async () => new Response(''),
    now: () => Date.now(),
    development: false,
  });
}

const standard = dealsWorker();
const bindings = { ...env, ...SECRETS };

/** Sends a request to a source as it is. */
export function sendHook(
  source: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  { worker = standard, given = bindings as object } = {},
): Promise<Response> {
  const request = new Request(`${ORIGIN}/_tl/hooks/${source}`, { method: 'POST', body, headers });
  return worker.fetch(request, given as typeof env, createExecutionContext());
}

export type HookResult = {
  readonly accepted: number;
  readonly duplicate: number;
  readonly unmatched: number;
  readonly rejected: readonly {
    readonly index: number;
    readonly code: string;
    readonly message: string;
  }[];
};

/** Tells the CRM's news, signed, and answers what became of them. */
export async function tell(events: unknown, source = 'crm'): Promise<HookResult> {
  const body = JSON.stringify(events);
  const response =
    source === 'shop'
      ? await sendHook(source, body, { Authorization: `Bearer ${SECRETS.TRUELIFT_SHOP_SECRET}` })
      : await sendHook(source, body, await signed(body));
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

/** Headers by which the CRM proves a body. */
export async function signed(
  body: string,
  {
    secret = SECRETS.TRUELIFT_CRM_SECRET as string,
    id = crypto.randomUUID() as string,
    now = Date.now(),
  } = {},
): Promise<Record<string, string>> {
  const key = webhookSecret(secret);
  if (!key) throw new Error(`${secret} is no secret`);
  return webhookHeaders(key, { id, body, now });
}

/** What the cron does. */
export async function runCron(worker = standard): Promise<void> {
  const given = bindings as unknown as typeof env;
  await worker.scheduled({ scheduledTime: Date.now(), cron: '*', noRetry() {} }, given);
}

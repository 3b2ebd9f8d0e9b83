import type { ServerResponse } from 'node:http';

/** The token of the private app that the tests' HubSpot knows. */
export const DEALS_TOKEN = 'pat-tests';

/** Deals by id: properties, people. */
const DEALS: Readonly<
  Record<
    string,
    { readonly amount: string; readonly currency?: string; readonly people: readonly string[] }
  >
> = {
  '9001': { amount: '1499.90', currency: 'EUR', people: ['71', '72'] },
  '9002': { amount: '200', people: ['73'] },
  '9003': { amount: '', people: [] },
};
const EMAILS: Readonly<Record<string, string>> = {
  '71': 'other@example.com',
  '73': 'ada@example.com',
};

/**
 * Answers as HubSpot's batches of deals, of their contacts and of contacts are documented to: what is
 * not there is left out of the results (207).
 * Source: https://developers.hubspot.com/docs/api-reference/crm-deals-v3/batch/post-crm-v3-objects-0-3-batch-read
 */
export function answerAboutDeals(
  asked: { readonly path: string; readonly token: string; readonly body: unknown },
  response: ServerResponse,
): void {
  const reply = (status: number, body: unknown) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  if (asked.token !== `Bearer ${DEALS_TOKEN}`) {
    reply(401, { status: 'error', category: 'INVALID_AUTHENTICATION' });
    return;
  }
  const { inputs } = asked.body as { readonly inputs: readonly { readonly id: string }[] };
  const found = <T>(of: (id: string) => T | undefined) =>
    inputs.flatMap(({ id }) => {
      const result = of(id);
      return result === undefined ? [] : [result];
    });
  const path = asked.path.split('/').slice(3).join('/');
  const results =
    path === 'crm/v3/objects/deals/batch/read'
      ? found((id) => {
          const deal = DEALS[id];
          const properties = { amount: deal?.amount || null, deal_currency_code: deal?.currency };
          return deal && { id, properties };
        })
      : path === 'crm/v4/associations/deals/contacts/batch/read'
        ? found((id) => {
            const to = DEALS[id]?.people.map((one) => ({ toObjectId: Number(one) }));
            return to && { from: { id }, to };
          })
        : found((id) => (EMAILS[id] ? { id, properties: { email: EMAILS[id] } } : undefined));
  reply(results.length < inputs.length ? 207 : 200, { status: 'COMPLETE', results });
}

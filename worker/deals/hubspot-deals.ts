import * as z from 'zod';

/** What HubSpot knows of a deal that its webhooks leave out. */
export type HubSpotDeal = {
  /** As HubSpot writes it: decimal. Null without one. */
  readonly amount: string | null;
  /** Null in an account with one currency. */
  readonly currency: string | null;
  /** Ids of the contacts of the deal. */
  readonly contactIds: readonly string[];
  /** Of the first contact that has one. */
  readonly email: string | null;
};

export type LookedUp =
  /** By deal id; a deal that HubSpot does not know is not in it. */
  | { readonly ok: true; readonly deals: ReadonlyMap<string, HubSpotDeal> }
  | { readonly ok: false; readonly error: string };

const id = z.union([z.string(), z.number()]).transform(String);
const objectsSchema = z.object({
  results: z.array(
    z.object({ id, properties: z.record(z.string(), z.string().nullish()).default({}) }),
  ),
});
const associationsSchema = z.object({
  results: z.array(
    z.object({
      from: z.object({ id }),
      to: z.array(z.object({ toObjectId: id })).default([]),
    }),
  ),
});

/**
 * Asks HubSpot for amount, currency and people of up to 100 deals in three requests, by the token of
 * a private app. Refuses with a sentence whatever goes wrong: nothing half known is kept.
 * Source: https://developers.hubspot.com/docs/api-reference/crm-deals-v3/guide ("batch/read") and
 * https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export async function hubSpotDeals(
  ids: readonly string[],
  api: { readonly baseUrl: string; readonly token: string; readonly patienceMs: number },
): Promise<LookedUp> {
  const signal = AbortSignal.timeout(api.patienceMs);
  const ask = async <T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> => {
    const response = await fetch(`${api.baseUrl.replace(/\/$/, '')}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Authorization: `Bearer ${api.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`${path} answered ${response.status}`);
    }
    return schema.parse(await response.json());
  };
  const inputs = [...new Set(ids)].map((one) => ({ id: one }));
  const properties = ['amount', 'deal_currency_code'];
  try {
    const [deals, associations] = await Promise.all([
      ask('/crm/v3/objects/deals/batch/read', { inputs, properties }, objectsSchema),
      ask('/crm/v4/associations/deals/contacts/batch/read', { inputs }, associationsSchema),
    ]);
    const people = new Map(
      associations.results.map(({ from, to }) => [from.id, to.map(({ toObjectId }) => toObjectId)]),
    );
    const contacts = [...new Set([...people.values()].flat())].slice(0, 100);
    const known =
      contacts.length === 0
        ? { results: [] }
        : await ask(
            '/crm/v3/objects/contacts/batch/read',
            { inputs: contacts.map((one) => ({ id: one })), properties: ['email'] },
            objectsSchema,
          );
    const emails = new Map(known.results.map((one) => [one.id, one.properties.email ?? null]));
    return {
      ok: true,
      deals: new Map(
        deals.results.map((deal): [string, HubSpotDeal] => {
          const contactIds = (people.get(deal.id) ?? []).slice(0, 50);
          return [
            deal.id,
            {
              amount: deal.properties.amount || null,
              currency: deal.properties.deal_currency_code || null,
              contactIds,
              email: contactIds.map((one) => emails.get(one)).find(Boolean) ?? null,
            },
          ];
        }),
      ),
    };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

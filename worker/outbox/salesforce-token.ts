import type { CrmDestination } from '#experiments/definition/connections/crm-destination.ts';
import { crmRefusal } from './crm-refusal.ts';
import type { LeadDelivery, LeadOutcome } from './lead-delivery.ts';
import { failed } from './outcome.ts';
import { readAnswer } from './read-answer.ts';

type Salesforce = Extract<CrmDestination, { readonly type: 'salesforce' }>;

/** Tokens of this isolate, by organisation and app; Salesforce ends them when it likes. */
const known = new Map<string, string>();

/**
 * The token for Salesforce: the secret itself, or with a `clientId` one that is asked for by the client
 * credentials flow, where the secret is the app's, and used until it is refused.
 * Source: Salesforce Help, "OAuth 2.0 Client Credentials Flow for Server-to-Server Integration":
 * `POST /services/oauth2/token` on the organisation's own address.
 */
export async function salesforceToken(
  salesforce: Salesforce,
  { secret, send, now }: Pick<LeadDelivery, 'secret' | 'send' | 'now'>,
): Promise<{ readonly kind: 'token'; readonly token: string } | LeadOutcome> {
  const { clientId } = salesforce;
  if (clientId === undefined) return { kind: 'token', token: secret };
  const held = known.get(nameOf(salesforce));
  if (held !== undefined) return { kind: 'token', token: held };
  const answer = await send(
    new Request(`${salesforce.instanceUrl.replace(/\/$/, '')}/services/oauth2/token`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secret,
      }),
    }),
  );
  const said = ((await readAnswer(answer)) ?? {}) as { access_token?: unknown };
  if (!answer.ok) {
    // A wrong secret is answered by 400; it can be mended, so the lead waits.
    return answer.status === 400
      ? failed(answer, now, 'no token for the app: see clientId and its secret')
      : crmRefusal(answer, now, []);
  }
  const { access_token: token } = said;
  if (typeof token !== 'string' || token === '') return failed(answer, now, 'no token in it');
  known.set(nameOf(salesforce), token);
  return { kind: 'token', token };
}

/** Forgets a token that was refused, so that the next try asks for another. */
export function forgetToken(salesforce: Salesforce): void {
  known.delete(nameOf(salesforce));
}

function nameOf({ instanceUrl, clientId }: Salesforce): string {
  return `${instanceUrl} ${clientId}`;
}

import type { CrmDestination } from '#experiments/definition/connections/crm-destination.ts';
import type { LeadDelivery, LeadOutcome } from './lead-delivery.ts';
import { outcomeOf } from './outcome.ts';
import { readAnswer } from './read-answer.ts';
import { webhookHeaders, webhookSecret } from './webhook-signature.ts';

type Webhook = Extract<CrmDestination, { readonly type: 'webhook' }>;

/**
 * Sends a lead as a signed webhook, event type `lead.created`. Any 2xx takes it; an answer that is
 * JSON with an `id` names the record.
 */
export async function toWebhook(
  { url, secret: name }: Webhook,
  { lead, secret, messageId: id, now, send }: LeadDelivery,
): Promise<LeadOutcome> {
  const key = webhookSecret(secret);
  if (!key) return { kind: 'failed', error: `the secret ${name} is not whsec_ and base64` };
  const timestamp = new Date(now).toISOString();
  const body = JSON.stringify({ type: 'lead.created', timestamp, data: lead });
  const headers = await webhookHeaders(key, { id, body, now });
  const response = await send(
    new Request(url, { method: 'POST', redirect: 'manual', headers, body }),
  );
  const outcome = outcomeOf(response, now);
  if (outcome.kind !== 'taken') {
    await response.body?.cancel();
    return outcome;
  }
  return { kind: 'taken', reference: referenceOf(await readAnswer(response)) };
}

function referenceOf(answer: unknown): string | null {
  const { id } = (answer ?? {}) as { id?: unknown };
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' ? id : null;
}

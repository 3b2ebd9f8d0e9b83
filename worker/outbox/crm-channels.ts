import type { Crm } from '#experiments/definition/connections/crm.ts';
import type { CrmDestination } from '#experiments/definition/connections/crm-destination.ts';
import { insertReference } from '../store/leads/lead-references.ts';
import { readLead } from '../store/leads/read-lead.ts';
import type { Keyring } from '../visitor/keyring.ts';
import type { Channel } from './deliver.ts';
import type { LeadDelivery, LeadOutcome } from './lead-delivery.ts';
import { leadChannel } from './lead-messages.ts';
import { openLead } from './open-lead.ts';
import type { Outcome } from './outcome.ts';
import { toHubspot } from './to-hubspot.ts';
import { toSalesforce } from './to-salesforce.ts';
import { toWebhook } from './to-webhook.ts';

/** Longest id of a record that is kept. */
const MAX_REFERENCE = 200;

/**
 * The channels that deliver leads to the destinations of crm.yaml. The lead is read and decrypted
 * when it is sent; a lead that was erased or found to be spam by then is not sent, ever. A secret
 * without a value is tried again: it may be on its way.
 */
export function crmChannels(
  { destinations }: Pick<Crm, 'destinations'>,
  context: {
    readonly db: D1Database;
    /** Values of secrets by their names. */
    readonly secrets: object;
    readonly dataKeys: Keyring | null;
  },
): Readonly<Record<string, Channel>> {
  return Object.fromEntries(
    destinations.map((destination): [string, Channel] => [
      leadChannel(destination.id),
      async ({ messageId, payload }, now, send) => {
        const { leadId } = JSON.parse(payload) as { leadId: string };
        const ready = await prepare(leadId, destination, context);
        if ('kind' in ready) return ready;
        const outcome = await conversation(destination, { ...ready, messageId, now, send });
        if (outcome.kind !== 'taken') return outcome;
        const reference = outcome.reference?.slice(0, MAX_REFERENCE);
        const known = { source: destination.id, reference: reference ?? '', leadId };
        return {
          kind: 'taken',
          learned: reference ? [insertReference(context.db, known, now)] : [],
        };
      },
    ]),
  );
}

async function prepare(
  leadId: string,
  destination: CrmDestination,
  { db, secrets, dataKeys }: Parameters<typeof crmChannels>[1],
): Promise<Pick<LeadDelivery, 'lead' | 'secret'> | Outcome> {
  const stored = await readLead(db, leadId);
  if (!stored || stored.sealedFields === '') return { kind: 'ended', as: 'erased' };
  if (stored.spamReason !== null) return { kind: 'ended', as: 'spam' };
  const secret = (secrets as Readonly<Record<string, unknown>>)[destination.secret];
  if (typeof secret !== 'string' || secret === '') {
    return { kind: 'failed', error: `the secret ${destination.secret} has no value` };
  }
  if (!dataKeys) return { kind: 'failed', error: 'the secret TRUELIFT_DATA_KEYS has no value' };
  const lead = await openLead(dataKeys, stored);
  return lead
    ? { lead, secret }
    : { kind: 'refused', error: 'the key that this lead was encrypted with is gone' };
}

function conversation(destination: CrmDestination, delivery: LeadDelivery): Promise<LeadOutcome> {
  switch (destination.type) {
    case 'webhook':
      return toWebhook(destination, delivery);
    case 'hubspot':
      return toHubspot(destination, delivery);
    case 'salesforce':
      return toSalesforce(destination, delivery);
  }
}

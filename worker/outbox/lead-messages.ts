import type { Crm } from '#experiments/definition/connections/crm.ts';
import type { OutboxMessage } from '../store/operation/outbox.ts';

/** Prefix of the channels that lead to destinations of crm.yaml. */
const CHANNEL = 'crm:';

/**
 * What is to be delivered of a lead: a message per destination that takes its form, to be inserted in
 * one batch with the lead (or with its confirmation, where one is asked for). It names the lead and
 * nothing else: what the person typed stays encrypted in the lead until the moment of sending. Not
 * for spam.
 */
export function leadMessages(
  { destinations }: Pick<Crm, 'destinations'>,
  lead: { readonly leadId: string; readonly formId: string },
): readonly OutboxMessage[] {
  return destinations
    .filter(({ forms }) => forms === undefined || forms.includes(lead.formId))
    .map(({ id }) => ({
      messageId: leadMessageId(lead.leadId, id),
      channel: leadChannel(id),
      payload: JSON.stringify({ leadId: lead.leadId }),
    }));
}

/** Id of the message that carries a lead to a destination: one, however often it is asked for. */
export function leadMessageId(leadId: string, destinationId: string): string {
  return `lead_${leadId}_${destinationId}`;
}

/** The channel of a destination. */
export function leadChannel(destinationId: string): string {
  return CHANNEL + destinationId;
}

/** The lead that a message is about; null for a message about no lead. */
export function leadOfMessage({
  messageId,
  channel,
}: Pick<OutboxMessage, 'messageId' | 'channel'>): string | null {
  if (!channel.startsWith(CHANNEL)) return null;
  const end = messageId.length - channel.slice(CHANNEL.length).length - 1;
  return messageId.slice('lead_'.length, end);
}

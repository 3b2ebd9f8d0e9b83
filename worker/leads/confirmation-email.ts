import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { FormField } from '#experiments/definition/landing/form.ts';
import { emailOf } from '#experiments/leads/person-of.ts';
import type { Env } from '../env.ts';
import type { Channel } from '../outbox/deliver.ts';
import { messagesOf } from '../routes/form-messages.ts';
import { CONFIRMATION_CHANNEL, readLeadToConfirm } from '../store/leads/confirm-lead.ts';
import { keyring } from '../visitor/keyring.ts';
import { unseal } from '../visitor/seal.ts';
import { confirmLink } from './confirm-link.ts';

const HOUR_MS = 3_600_000;

/**
 * The channel that asks people by e-mail whether a form was sent by them. The outbox holds the
 * lead's id alone; the address is read when the e-mail goes out. Not set up without
 * `leads.confirmation` in site.yaml, TRUELIFT_EMAIL_TOKEN and the keys.
 */
export function confirmationChannel(catalog: Catalog, env: Env): Readonly<Record<string, Channel>> {
  const { confirmation } = catalog.site.leads;
  const token = env.TRUELIFT_EMAIL_TOKEN;
  if (confirmation === undefined || !token) return {};
  return {
    [CONFIRMATION_CHANNEL]: async ({ messageId, payload }, now) => {
      const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
      const dataKeys = await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM');
      if (!keys || !dataKeys) return { kind: 'failed', error: 'the keys are not set up' };
      const { leadId } = JSON.parse(payload) as { readonly leadId: string };
      const lead = await readLeadToConfirm(env.DB, leadId);
      if (lead === null || lead.sealedFields === '') return { kind: 'ended', as: 'erased' };
      const fields = await unseal(dataKeys, lead.sealedFields, leadId);
      const values = fields === null ? {} : (JSON.parse(fields) as Record<string, string>);
      const to = emailOf(fieldsOf(catalog, lead.formId), values);
      if (to === '') return { kind: 'refused', error: 'the lead has no e-mail address' };
      const expiresAt = now + confirmation.hours * HOUR_MS;
      const link = catalog.site.origin + (await confirmLink(leadId, { keys, expiresAt }));
      return emailRequest(confirmation, token, {
        messageId,
        to,
        ...textOf(catalog, lead.landing, link),
      });
    },
  };
}

/** Every field that any page shows for the form: which of them the visitor saw is not known here. */
function fieldsOf({ forms }: Catalog, formId: string): readonly FormField[] {
  const form = forms.find(({ id }) => id === formId);
  const pages = Object.values(form?.fieldsByPage ?? {}).flatMap((keys) => Object.values(keys));
  return [...Object.values(form?.fieldsByCombination ?? {}), ...pages].flat();
}

function textOf(catalog: Catalog, landing: string, link: string) {
  const words = messagesOf(landing, catalog);
  const brand = catalog.site.name;
  const subject = words.confirmSubject.replace('{brand}', brand);
  const request = words.confirmRequest.replace('{brand}', brand);
  return { subject, text: `${request}\n\n${link}\n\n${words.confirmIgnore}\n` };
}

/** The shape that Resend takes (resend.com/docs, "Send Email"), as for alerts. */
function emailRequest(
  { endpoint, from }: { readonly endpoint: string; readonly from: string },
  token: string,
  email: {
    readonly messageId: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  },
): Request {
  const { messageId, to, subject, text } = email;
  return new Request(endpoint, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': messageId,
    },
    body: JSON.stringify({ from, to: [to], subject, text }),
  });
}

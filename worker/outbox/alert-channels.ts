import type { Site } from '#experiments/definition/settings/site.ts';
import type { Env } from '../env.ts';
import type { Channel } from './deliver.ts';
import { webhookHeaders, webhookSecret } from './webhook-signature.ts';

/** What an alert's message holds. */
export type AlertPayload = {
  readonly kind: string;
  readonly experiment: string | null;
  readonly sentence: string;
  /** Address of the report that shows it. */
  readonly url: string;
  /** Epoch milliseconds. */
  readonly raisedAt: number;
};

/** The channels of alerts that site.yaml and the secrets set up. */
export function alertChannels(
  { alerts }: Pick<Site, 'alerts'>,
  env: Pick<Env, 'TRUELIFT_ALERT_SECRET' | 'TRUELIFT_EMAIL_TOKEN'>,
): Readonly<Record<string, Channel>> {
  return {
    'alert-webhook': ({ messageId, payload }, now) => {
      const { webhook } = alerts;
      const secret = webhookSecret(env.TRUELIFT_ALERT_SECRET);
      return webhook && secret
        ? webhookRequest(webhook, secret, { messageId, payload, now })
        : null;
    },
    'alert-email': ({ messageId, payload }) => {
      const { email } = alerts;
      const token = env.TRUELIFT_EMAIL_TOKEN;
      return email && token ? emailRequest(email, token, { messageId, payload }) : null;
    },
  };
}

async function webhookRequest(
  url: string,
  secret: Uint8Array<ArrayBuffer>,
  message: { readonly messageId: string; readonly payload: string; readonly now: number },
): Promise<Request> {
  const { messageId: id, payload, now } = message;
  const body = JSON.stringify({
    type: 'alert',
    timestamp: new Date(now).toISOString(),
    data: JSON.parse(payload),
  });
  return new Request(url, {
    method: 'POST',
    redirect: 'manual',
    headers: await webhookHeaders(secret, { id, body, now }),
    body,
  });
}

/**
 * An e-mail by HTTP in the shape that Resend takes (resend.com/docs, "Send Email"): from, to,
 * subject, text, with the message's id as idempotency key. Other providers sit behind a relay.
 */
async function emailRequest(
  email: NonNullable<Site['alerts']['email']>,
  token: string,
  { messageId, payload }: { readonly messageId: string; readonly payload: string },
): Promise<Request> {
  const { sentence, url } = JSON.parse(payload) as AlertPayload;
  return new Request(email.endpoint, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': messageId,
    },
    body: JSON.stringify({
      from: email.from,
      to: email.to,
      subject: sentence.slice(0, 150),
      text: `${sentence}\n\n${url}\n`,
    }),
  });
}

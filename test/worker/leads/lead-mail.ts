import { env } from 'cloudflare:workers';
import { crmSchema } from '#experiments/definition/connections/crm.ts';
import type { CrmDestination } from '#experiments/definition/connections/crm-destination.ts';
import { CRM_TOKEN } from '#test/support/worker/crm-receiver.ts';
import { ALERT_SECRET } from '#test/support/worker/secrets.ts';
import { crmChannels } from '#worker/outbox/crm-channels.ts';
import { deliver } from '#worker/outbox/deliver.ts';
import { leadMessages } from '#worker/outbox/lead-messages.ts';
import { insertLeadMessages } from '#worker/store/leads/lead-messages.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { seal } from '#worker/visitor/seal.ts';

export const START = Date.UTC(2026, 10, 23, 9);

/** What the person of the tests typed. */
export const TYPED = { email: 'ada@example.com', company: 'Ada & Sons', note: 'Hello' };

type Seen = {
  readonly path: string;
  readonly method: string;
  readonly id: string;
  readonly genuine: boolean;
  readonly body: Record<string, unknown>;
};

/** A destination with an address in the tests' network, which a crm.yaml may not name. */
export function destination(given: Record<string, unknown>): CrmDestination {
  const at = String(given['at']);
  const { at: _at, ...written } = given;
  const place = { webhook: 'url', hubspot: 'baseUrl', salesforce: 'instanceUrl' };
  const key = place[given['type'] as keyof typeof place];
  const { destinations } = crmSchema.parse({
    destinations: [{ id: 'crm', ...written, [key]: 'https://crm.example' }],
  });
  return { ...destinations[0], [key]: `http://receiver.test/${at}` } as CrmDestination;
}

/** A lead in the store with its message in the outbox, and what is needed to deliver it. */
export async function leadFor(
  to: CrmDestination,
  lead: { readonly typed?: Record<string, string>; readonly spamReason?: string } = {},
) {
  let now = START;
  const leadId = crypto.randomUUID();
  const dataKeys = await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM');
  if (!dataKeys) throw new Error('no data keys');
  const sealed = await seal(dataKeys, JSON.stringify(lead.typed ?? TYPED), leadId);
  const secrets: Record<string, string> = {
    TRUELIFT_HOOK: ALERT_SECRET,
    TRUELIFT_TOKEN: CRM_TOKEN,
  };
  const messages = leadMessages({ destinations: [to] }, { leadId, formId: 'signup' });
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO leads (lead_id, form_id, landing, unit_id, view_nonce, occurred_at,
         sealed_fields, spam_reason, consent)
       VALUES (?1, 'signup', '/demo/', 'v1', ?1, ?2, ?3, ?4, ?5)`,
    ).bind(
      leadId,
      now,
      sealed,
      lead.spamReason ?? null,
      '{"adUserData":"granted","version":"2026-01"}',
    ),
    env.DB.prepare(
      `INSERT INTO touchpoints (event_id, unit_id, view_nonce, landing, occurred_at, received_at,
         query, referrer, source)
       VALUES (?1, 'v1', ?1, '/demo/', ?2, ?2, 'utm_source=google&utm_campaign=Spring%20sale', '',
         'exposure')`,
    ).bind(leadId, now),
    env.DB.prepare(
      `INSERT INTO lead_experiments (lead_id, experiment_id, variant_id, epoch, fingerprint)
       VALUES (?1, 'headline', 'bold', 1, 'f0f0f0f0')`,
    ).bind(leadId),
    insertLeadMessages(env.DB, leadId, { messages, now }),
  ]);
  return {
    leadId,
    secrets,
    round: () => {
      const channels = crmChannels({ destinations: [to] }, { db: env.DB, secrets, dataKeys });
      return deliver(env.DB, { channels, clock: () => now, random: () => 0, patienceMs: 400 });
    },
    later: (ms: number) => {
      now += ms;
    },
    message: () =>
      env.DB.prepare(
        `SELECT state, ended_as, tries, next_try_at, last_error, payload FROM outbox
         WHERE message_id = ?1`,
      )
        .bind(`lead_${leadId}_crm`)
        .first<Record<string, unknown>>(),
    references: async () => {
      const { results } = await env.DB.prepare(
        'SELECT source, reference FROM lead_references WHERE lead_id = ?1',
      )
        .bind(leadId)
        .all<Record<string, unknown>>();
      return results;
    },
  };
}

/** What came to a receiver. */
export async function seenBy(name: string): Promise<readonly Seen[]> {
  const response = await fetch(`http://receiver.test/${name}/seen`);
  return (await response.json()) as Seen[];
}

import type { ConsentSnapshot } from '#experiments/contract/consent.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { chance, seeded } from '#test/simulate/random.ts';
import { leadDigests } from '#worker/leads/digests.ts';
import { emailKeys } from '#worker/leads/email-key.ts';
import type { Keyring } from '#worker/visitor/keyring.ts';
import { seal } from '#worker/visitor/seal.ts';
import { DEMO } from './demo-world.ts';
import type { Write } from './rows.ts';
import type { OpenLead } from './visitor-rows.ts';

/** What leads are sealed and found by. */
export type LeadKeys = { readonly signing: Keyring; readonly data: Keyring };

const CLICK_IDS = ['gclid', 'msclkid', 'fbclid', 'li_fat_id', 'ttclid'];

/** A lead as its submit would have stored it, with what it saw and what ad platforms may know. */
export async function leadWrites(
  lead: OpenLead,
  catalog: Catalog,
  keys: LeadKeys,
): Promise<readonly Write[]> {
  const { leadId, unitId, landing, occurredAt: at } = lead;
  const agreed = chance(seeded(`${DEMO.seed}/ads/${leadId}`), DEMO.adUseShare);
  const [emailKey = null] = await emailKeys(keys.signing, lead.fields.email ?? '');
  const row = {
    lead_id: leadId,
    form_id: lead.formId,
    landing,
    unit_id: unitId,
    view_nonce: leadId,
    occurred_at: at,
    sealed_fields: await seal(keys.data, JSON.stringify(lead.fields), leadId),
    spam_reason: null,
    thanked_at: at,
    email_key: emailKey,
    consent: JSON.stringify(consent(agreed, at)),
    ad_use: agreed ? 1 : 0,
  };
  const seen = lead.seen.map(({ experiment, variantId, epoch }): Write => {
    const { id, fingerprint } = experiment;
    return {
      table: 'lead_experiments',
      at,
      row: { lead_id: leadId, experiment_id: id, variant_id: variantId, epoch, fingerprint },
    };
  });
  const known = agreed ? [...clicks(lead), ...(await digests(lead, catalog, keys))] : [];
  return [{ table: 'leads', at, row }, ...seen, ...known];
}

function consent(agreed: boolean, at: number): ConsentSnapshot {
  const choice = agreed ? 'granted' : 'denied';
  return {
    version: 'demo',
    mode: 'cookie',
    adUserData: choice,
    adPersonalization: 'denied',
    gpc: false,
    at,
    from: 'form',
  };
}

function clicks({ leadId, unitId, query, occurredAt }: OpenLead): readonly Write[] {
  return [...new URLSearchParams(query)]
    .filter(([name]) => CLICK_IDS.includes(name))
    .map(([name, value]) => ({
      table: 'touchpoint_clicks',
      at: occurredAt,
      row: {
        touchpoint_event_id: leadId,
        name,
        value,
        unit_id: unitId,
        view_nonce: leadId,
        occurred_at: occurredAt - 90_000,
      },
    }));
}

async function digests(
  { leadId, fields, occurredAt: at }: OpenLead,
  { platforms }: Catalog,
  keys: LeadKeys,
): Promise<readonly Write[]> {
  const days = new Map(Object.keys(platforms).map((name) => [name, 90] as const));
  const rows = await leadDigests(
    { email: fields.email ?? '' },
    {
      leadId,
      days: days as Parameters<typeof leadDigests>[1]['days'],
      dataKeys: keys.data,
      now: at,
    },
  );
  return rows.map(({ platform, sealed, deleteAt }) => ({
    table: 'lead_digests',
    at,
    row: { lead_id: leadId, platform, sealed, delete_at: deleteAt },
  }));
}

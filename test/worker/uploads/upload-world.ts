import { env } from 'cloudflare:workers';
import type { ConsentSnapshot } from '#experiments/contract/consent.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { platformsSchema } from '#experiments/definition/connections/platforms.ts';
import { type DealEvent, dealState } from '#experiments/revenue/deal-state.ts';
import type { Platform } from '#experiments/uploads/platform.ts';
import { leadDigests } from '#worker/leads/digests.ts';
import { makeExports } from '#worker/uploads/make-exports.ts';
import { readExport } from '#worker/uploads/read-export.ts';
import { refreshUploads } from '#worker/uploads/refresh-uploads.ts';
import { type Keyring, keyring } from '#worker/visitor/keyring.ts';
import { catalog } from '../world.ts';

export const DAY = 86_400_000;
/** A Tuesday in February. */
export const START = Date.UTC(2026, 1, 3, 9);

/** The tests' site, told of by these platforms. */
export function told(platforms: unknown): Catalog {
  return { ...catalog, platforms: platformsSchema.parse(platforms) };
}

export const GOOGLE_FILE = told({
  google: {
    conversions: [
      { stage: 'qualified', event: 'Qualified lead' },
      { stage: 'won', event: 'Closed won', value: 'amount' },
    ],
  },
});

export async function dataKeys(): Promise<Keyring> {
  const keys = await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM');
  if (!keys) throw new Error('no keys');
  return keys;
}

export const GRANTED: ConsentSnapshot = {
  version: 'v1',
  mode: 'cookie',
  adUserData: 'granted',
  adPersonalization: 'granted',
  gpc: false,
  at: START,
  from: 'form',
};

/** A lead as a form leaves it behind: with consent, digests for each platform, and a click. */
export async function aLead(
  leadId: string,
  given: {
    readonly at?: number;
    readonly consent?: ConsentSnapshot;
    readonly adUse?: boolean;
    readonly spam?: string | null;
    readonly clicks?: Readonly<Record<string, string>>;
    readonly email?: string;
  } = {},
): Promise<void> {
  const { at = START, consent = GRANTED, spam = null, clicks = { gclid: `Ab_${leadId}` } } = given;
  const adUse = given.adUse ?? (consent.adUserData === 'granted' && !consent.gpc);
  const unit = `unit-${leadId}`;
  const platforms = ['google', 'microsoft', 'meta', 'linkedin', 'tiktok', 'ga4'] as const;
  const digests = await leadDigests(
    { email: given.email ?? `${leadId}@example.com`, externalId: leadId },
    {
      leadId,
      days: new Map(platforms.map((platform) => [platform, 90])),
      dataKeys: await dataKeys(),
      now: at,
    },
  );
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO leads (lead_id, form_id, landing, unit_id, view_nonce, occurred_at,
         sealed_fields, consent, ad_use, spam_reason)
       VALUES (?1, 'signup', '/demo/', ?2, ?1, ?3, 'k1.x.y', ?4, ?5, ?6)`,
    ).bind(leadId, unit, at, JSON.stringify(consent), adUse ? 1 : 0, spam),
    ...Object.entries(clicks).map(([name, value]) =>
      env.DB.prepare(
        `INSERT INTO touchpoint_clicks (touchpoint_event_id, name, value, unit_id, view_nonce,
           occurred_at) VALUES (?1, ?2, ?3, ?4, ?1, ?5)`,
      ).bind(leadId, name, value, unit, at - 3_600_000),
    ),
    ...digests.map(({ platform, sealed, deleteAt }) =>
      env.DB.prepare(
        'INSERT INTO lead_digests (lead_id, platform, sealed, delete_at) VALUES (?1, ?2, ?3, ?4)',
      ).bind(leadId, platform, sealed, deleteAt),
    ),
  ]);
}

/** A deal of a lead as its events leave it behind; again with more events it changes. */
export async function aDeal(
  leadId: string,
  events: readonly DealEvent[],
  { at = Date.now(), dealId = `deal-${leadId}` } = {},
): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO deals (source, deal_id, lead_id, state, booked, version, changed_at)
     VALUES ('crm', ?1, ?2, ?3, '{}', 1, ?4) ON CONFLICT (source, deal_id) DO UPDATE SET
       state = excluded.state, version = version + 1, changed_at = excluded.changed_at`,
  )
    .bind(dealId, leadId, JSON.stringify(dealState(events)), at)
    .run();
}

export function wonFor(minor: number, at: number, id = 'w'): DealEvent {
  return { id, stage: 'won', at, amount: { minor, currency: 'EUR' } };
}

/** The ledger brought up to date; nothing leaves. */
export async function refreshed(now: number, world: Catalog = GOOGLE_FILE): Promise<void> {
  await refreshUploads(env.DB, { catalog: world, dataKeys: await dataKeys(), now });
}

/** The ledger brought up to date, and what can leave of a platform taken as files. */
export async function exported(
  world: Catalog,
  now: number,
  {
    platform = 'google',
    since = null,
  }: {
    platform?: Platform;
    since?: number | null;
  } = {},
) {
  const context = { catalog: world, dataKeys: await dataKeys(), now };
  await refreshUploads(env.DB, context);
  const ids = await makeExports(env.DB, { platform, way: 'file', since, by: 'tests' }, context);
  return Promise.all(ids.map((id) => fileOf(id)));
}

export async function fileOf(exportId: string) {
  const file = await readExport(env.DB, exportId, await dataKeys());
  if (!file) throw new Error(`no export ${exportId}`);
  return { exportId, ...file };
}

/** `conversion → state` of everything on record, by conversion and version. */
export async function states(where = '1 = 1'): Promise<readonly string[]> {
  const { results } = await env.DB.prepare(
    `SELECT conversion_id, version, action, state FROM uploads WHERE ${where}
     ORDER BY conversion_id, version`,
  ).all<Record<string, string>>();
  return results.map((row) => `${row.conversion_id} ${row.version} ${row.action}: ${row.state}`);
}

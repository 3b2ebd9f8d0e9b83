import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { openDigests } from '#worker/leads/digests.ts';
import { emailKeys } from '#worker/leads/email-key.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { unseal } from '#worker/visitor/seal.ts';
import { rowsOf } from '../visit.ts';
import { leadSite } from './lead-site.ts';

const DAY = 86_400_000;
const SECOND = 1_000;
/** Keys that take the place of the tests' own, which stay in the ring. */
const NEXT = 't2:nz_lcL6UYN-SJOTB3YWEYIp38splaiLOMaP0kCE6pRo';

async function withLead(given: Parameters<typeof leadSite>[0] = {}) {
  const site = leadSite({ adBox: true, ...given });
  const page = await site.visit();
  site.later(5 * SECOND);
  await site.submit(page, { phone: '+49 30 5550 1420', ad_use: 'yes' });
  return site;
}

test('personal data go after their days and not a second sooner, the lead stays', async () => {
  const site = await withLead({ site: { retention: { leadDays: 30 } } });
  site.later(30 * DAY - SECOND);
  await site.cron();
  const [kept] = await rowsOf('leads');
  expect(kept).toMatchObject({ erased_at: null });
  expect(kept?.sealed_fields).not.toBe('');
  site.later(SECOND);
  await site.cron();
  const [gone] = await rowsOf('leads');
  expect(gone).toEqual({ ...kept, sealed_fields: '', erased_at: site.now() });
  expect(await rowsOf('lead_experiments')).not.toEqual([]);
});

test('digests outlive the plain data and go with the window of their platform', async () => {
  const site = await withLead({ site: { retention: { leadDays: 1 } } });
  const platforms = async () => (await rowsOf('lead_digests')).map(({ platform }) => platform);
  site.later(30 * DAY - SECOND);
  await site.cron();
  expect(await rowsOf('leads')).toMatchObject([{ sealed_fields: '' }]);
  expect(await platforms()).toEqual(['google', 'meta']);
  site.later(SECOND);
  await site.cron();
  expect(await platforms()).toEqual(['google']);
  site.later(60 * DAY - SECOND);
  await site.cron();
  expect(await platforms()).toEqual(['google']);
  site.later(SECOND);
  await site.cron();
  expect(await platforms()).toEqual([]);
});

test('the key of an address goes when its events do: nothing can be matched by it any more', async () => {
  const site = await withLead({ site: { retention: { leadDays: 1, eventDays: 40 } } });
  await env.DB.prepare(
    `INSERT INTO stage_events (source, event_id, deal_id, stage, occurred_at, received_at, email_key,
       email_keys) VALUES ('crm', 'e', 'd', 'won', ?1, ?1, 'k1.x', '["k1.x"]')`,
  )
    .bind(site.now())
    .run();
  const keys = async () =>
    [...(await rowsOf('leads')), ...(await rowsOf('stage_events'))].map((row) => row.email_key);
  site.later(40 * DAY - SECOND);
  await site.cron();
  expect(await keys()).not.toContain(null);
  site.later(SECOND);
  await site.cron();
  expect(await keys()).toEqual([null, null]);
  expect(await rowsOf('stage_events')).toMatchObject([{ email_keys: null }]);
});

test('after new data keys everything is put under the first, and the old one can go', async () => {
  const rotated = { TRUELIFT_DATA_KEYS: `${NEXT},${env.TRUELIFT_DATA_KEYS}` };
  await withLead();
  const after = leadSite({ env: rotated });
  await after.cron();
  const alone = await keyring(NEXT, 'AES-GCM');
  if (!alone) throw new Error('the next key is malformed');
  const [lead] = await rowsOf('leads');
  const leadId = String(lead?.lead_id);
  expect(await unseal(alone, String(lead?.sealed_fields), leadId)).toContain('ada@example.com');
  const digests = await rowsOf('lead_digests');
  expect(digests).toHaveLength(2);
  for (const { platform, sealed } of digests) {
    const row = { leadId, platform: String(platform), sealed: String(sealed) };
    expect(await openDigests(alone, row)).toMatchObject({ rules: 1 });
  }
  // A second round has nothing left to do.
  await after.cron();
  expect(await rowsOf('leads')).toEqual([lead]);
});

test('a lead is found by its address after the signing keys changed, before and after it is put over', async () => {
  await withLead();
  const ring = `${NEXT},${env.TRUELIFT_SIGNING_KEYS}`;
  const keys = await keyring(ring, 'HMAC');
  const alone = await keyring(NEXT, 'HMAC');
  if (!keys || !alone) throw new Error('the keys are malformed');
  const stored = async () => (await rowsOf('leads'))[0]?.email_key;
  const before = await stored();
  expect(await emailKeys(keys, ' ADA@example.com')).toContain(before);
  await leadSite({ env: { TRUELIFT_SIGNING_KEYS: ring } }).cron();
  expect(await stored()).not.toBe(before);
  expect(await emailKeys(alone, 'ada@example.com')).toEqual([await stored()]);
  expect(await emailKeys(alone, 'bob@example.com')).not.toEqual([await stored()]);
});

import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { wordsVersion } from '#experiments/definition/landing/consent-field.ts';
import { openDigests } from '#worker/leads/digests.ts';
import { withdrawAdUse } from '#worker/store/leads/consent.ts';
import { choiceCookie } from '#worker/visitor/choice.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { ORIGIN, rowsOf } from '../visit.ts';
import { AD_BOX, leadSite, START } from './lead-site.ts';

const DAY = 86_400_000;
const TYPED = { email: ' Ada.Lovelace+ads@Gmail.com', first: 'Ada', phone: '030 5550-1420' };

async function sent(
  site: ReturnType<typeof leadSite>,
  typed: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) {
  const page = await site.visit();
  site.later(5_000);
  await site.submit(page, { ...TYPED, ...typed }, headers);
  const [lead] = await rowsOf('leads');
  return { page, lead, consent: JSON.parse(String(lead?.consent)) };
}

/** What each platform knows of the only lead. */
async function digests(): Promise<Record<string, unknown>> {
  const keys = await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM');
  const rows = await rowsOf('lead_digests');
  const opened = rows.map(async (row) => {
    const lead = { leadId: String(row.lead_id), sealed: String(row.sealed) };
    const platform = String(row.platform);
    return [platform, keys && (await openDigests(keys, { ...lead, platform }))] as const;
  });
  return Object.fromEntries(await Promise.all(opened));
}

test.for([
  { adBox: true, ticked: true, gpc: false, adUse: 'opt-out', says: 'granted', from: 'form' },
  { adBox: true, ticked: true, gpc: true, adUse: 'opt-out', says: 'denied', from: 'form' },
  { adBox: true, ticked: false, gpc: false, adUse: 'opt-out', says: 'denied', from: 'form' },
  { adBox: true, ticked: false, gpc: true, adUse: 'ask', says: 'denied', from: 'form' },
  { adBox: false, ticked: true, gpc: false, adUse: 'ask', says: 'unknown', from: 'rule' },
  { adBox: false, ticked: false, gpc: false, adUse: 'ask', says: 'unknown', from: 'rule' },
  { adBox: false, ticked: false, gpc: false, adUse: 'opt-out', says: 'granted', from: 'rule' },
  { adBox: false, ticked: false, gpc: true, adUse: 'opt-out', says: 'denied', from: 'rule' },
] as const)('ads: %o', async ({ adBox, ticked, gpc, adUse, says, from }) => {
  const site = leadSite({ adBox, site: { consent: { unknown: 'cookie', adUse } } });
  const headers: Record<string, string> = gpc ? { 'Sec-GPC': '1' } : {};
  const { lead, consent } = await sent(site, ticked ? { ad_use: 'yes' } : {}, headers);
  expect(consent).toMatchObject({ adUserData: says, gpc, from, at: START + 5_000 });
  expect(consent.version).toBe(from === 'form' ? wordsVersion(AD_BOX.label) : consent.version);
  const granted = says === 'granted';
  expect(lead?.ad_use).toBe(granted ? 1 : 0);
  expect(Object.keys(await digests())).toEqual(granted ? ['google', 'meta'] : []);
});

test.for([
  [true, '', 'granted'],
  [false, '', 'denied'],
  [true, '1', 'denied'],
] as const)(
  'without a box the answer to the banner counts: %s, GPC "%s": %s',
  async ([yes, gpc, says]) => {
    const site = leadSite();
    const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
    if (!keys) throw new Error('the keys are malformed');
    const answers = { measurement: true, adUserData: yes, adPersonalization: yes };
    const { version } = site.catalog.site.consent;
    const choice = { ...answers, version, at: START };
    const header = await choiceCookie(choice, new URL(ORIGIN), keys);
    const page = await site.visit();
    site.later(5_000);
    const cookie = `${page.cookie}; ${header.split(';')[0]}`;
    await site.submit({ ...page, cookie }, TYPED, gpc === '' ? {} : { 'Sec-GPC': gpc });
    const [lead] = await rowsOf('leads');
    expect(JSON.parse(String(lead?.consent))).toMatchObject({
      adUserData: says,
      from: 'banner',
      version,
    });
    expect(Object.keys(await digests())).toHaveLength(says === 'granted' ? 2 : 0);
  },
);

test('each platform gets its own digests, sealed, for as long as its window', async () => {
  const site = leadSite({ adBox: true, site: { leads: { phoneCountry: 'DE' } } });
  const { lead } = await sent(site, { ad_use: 'yes' });
  // Made with another program: node -e 'createHash("sha256")…' over the text behind each.
  expect(await digests()).toMatchObject({
    google: {
      digests: {
        // adalovelace@gmail.com
        email: 'cd98a25152ad884b29e524ea5d3d8d35615ed0afbbc5ea3a6d4215572b0b2bde',
        // +493055501420
        phone: 'd6e4a19d04e465e33d0801f400935fdb76f42120f82162089a6edb1723a5df56',
      },
    },
    meta: {
      digests: {
        // ada.lovelace+ads@gmail.com
        email: 'cfc32d9cff197e2470f25826f918f3f3006c92219c6d0254bc092cd4c3a5608a',
        // 493055501420
        phone: 'fa0c6516f3abafe977a2b5f8a671ce491fbb6b9a07675256d01ca8d95194b86d',
        // ada
        firstName: 'fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029',
      },
    },
  });
  expect(await rowsOf('lead_digests')).toMatchObject([
    { platform: 'google', delete_at: START + 5_000 + 90 * DAY },
    { platform: 'meta', delete_at: START + 5_000 + 30 * DAY },
  ]);
  expect(JSON.stringify(await rowsOf('lead_digests'))).not.toContain(
    'cd98a25152ad884b29e524ea5d3d8d35615ed0afbbc5ea3a6d4215572b0b2bde',
  );
  expect(JSON.stringify(lead)).not.toMatch(/gmail|5550/i);
});

test('a phone number whose country nobody knows has no digest', async () => {
  const site = leadSite({ adBox: true });
  await sent(site, { ad_use: 'yes' });
  const { meta } = (await digests()) as { meta: { digests: object } };
  expect(Object.keys(meta.digests).sort()).toEqual(['email', 'externalId', 'firstName']);
});

test('spam has no digests, and after a withdrawal sending the form again makes none', async () => {
  const site = leadSite({ adBox: true });
  const page = await site.visit();
  site.later(1_000);
  await site.submit(page, { ...TYPED, ad_use: 'yes' });
  expect(await rowsOf('lead_digests')).toEqual([]);
  site.later(5_000);
  await site.submit(page, { ...TYPED, ad_use: 'yes' });
  expect(await rowsOf('lead_digests')).toHaveLength(2);
  const [lead] = await rowsOf('leads');
  await env.DB.batch([...withdrawAdUse(env.DB, String(lead?.unit_id))]);
  await site.submit(page, { ...TYPED, ad_use: 'yes' });
  expect(await rowsOf('lead_digests')).toEqual([]);
  expect(await rowsOf('leads')).toMatchObject([{ ad_use: 0, spam_reason: null }]);
});

test('keeps with a lead what it saw, as the view says, even when no exposure was sent', async () => {
  const site = leadSite();
  const { page, lead } = await sent(site, {});
  const rows = await rowsOf('lead_experiments');
  const seen = page.view.a.flatMap((one) => ('v' in one ? [[one.x, one.v, one.e, one.f]] : []));
  expect(seen.length).toBeGreaterThan(1);
  expect(
    rows.map((row) => [row.experiment_id, row.variant_id, row.epoch, row.fingerprint]),
  ).toEqual(seen.sort());
  expect(new Set(rows.map((row) => row.lead_id))).toEqual(new Set([lead?.lead_id]));
});

import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { readSecrets } from '#site/commands/local/secrets.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { type SiteServer, startSiteServer } from '#test/support/site-server.ts';
import { readHandoff } from '#worker/visitor/handoff.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { addHandoffs, CRM_KEY, type OtherSite, startOtherSite } from './other-site.ts';
import { filledBody, readRecipes } from './recipes.ts';

const test = base.extend<object, { site: SiteServer; other: OtherSite }>({
  site: [
    // Playwright reads the needed fixtures from the pattern, so it must be there.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use, { parallelIndex }) => {
      const site = await startSiteServer(parallelIndex, { addFiles: addHandoffs });
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  other: [
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use) => {
      const other = await startOtherSite();
      await use(other);
      other.close();
    },
    { scope: 'worker' },
  ],
});

const AD = '?utm_source=a%20b&utm_campaign=caf%C3%A9+x&gclid=Ab_Secret';

async function read(reference: string | null) {
  const keys = await keyring(readSecrets(join(ROOT, '.dev.vars')).TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('no keys');
  return readHandoff(reference ?? '', { keys, now: Date.now() });
}

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('a link to a shop carries the visit and its campaign', async ({
    page,
    context,
    site,
    other,
  }) => {
    await other.serve(context);
    await page.goto(`${site.origin}/offer/${AD}`);
    await page.getByRole('link', { name: 'Buy it' }).click();
    await expect(page.getByRole('heading', { name: 'Elsewhere' })).toBeVisible();
    const url = new URL(page.url());
    const reference = url.searchParams.get('client_reference_id');
    expect(url.search).toBe(
      `?client_reference_id=${reference}&utm_source=a%20b&utm_campaign=caf%C3%A9+x`,
    );
    expect(other.opened.at(-1)).toBe(`/buy/p_1${url.search}`);
    expect(await read(reference)).toMatchObject({ ok: true, handoff: { adUse: false } });
  });

  test('a calendar opens inside the page when asked to, and not before', async ({
    page,
    context,
    site,
    other,
  }) => {
    await other.serve(context);
    await page.goto(`${site.origin}/offer/?utm_source=x`);
    const embeds = () => other.opened.filter((url) => url.startsWith('/embed'));
    expect(embeds()).toEqual([]);
    await page.getByText('Choose a time here').click();
    expect(embeds()).toEqual([]);
    await page.getByRole('link', { name: 'Open the calendar' }).click();
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('heading', { name: 'Elsewhere' })).toBeVisible();
    expect(embeds()[0]).toMatch(/^\/embed\?tl_ref=tl1_[\w-]+&utm_source=x$/);
  });
});

test('every view has a reference of its own, and leads to the fragment that its link names', async ({
  page,
  context,
  site,
  other,
}) => {
  await other.serve(context);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  const references = new Set<string>();
  for (let visit = 0; visit < 2; visit += 1) {
    await page.goto(`${site.origin}/offer/`);
    await page.getByRole('link', { name: 'Choose a time', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Elsewhere' })).toBeVisible();
    const url = new URL(page.url());
    expect(url.hash).toBe('#times');
    const reference = url.searchParams.get('utm_content');
    expect(await read(reference)).toMatchObject({ ok: true });
    references.add(reference ?? '');
  }
  expect(references.size).toBe(2);
  expect(faults).toEqual([]);
});

/** What each system sends once the deal is done, `kept` being what its form or page has kept. */
const ELSEWHERE = [
  {
    link: 'Buy it',
    events: async (kept: string) => {
      const { fromStripe } = await readRecipes();
      const object = { id: 'cs_1', payment_intent: 'pi_1', currency: 'eur' };
      const paid = { ...object, client_reference_id: kept, amount_total: 4_990 };
      const refunded = { id: 're_1', payment_intent: 'pi_1', currency: 'eur', amount: 990 };
      const created = Math.floor(Date.now() / 1_000);
      return [
        fromStripe({
          id: 'evt_1',
          type: 'checkout.session.completed',
          created,
          data: { object: paid },
        }),
        fromStripe({ id: 'evt_2', type: 'refund.created', created, data: { object: refunded } }),
      ];
    },
  },
  {
    link: 'Choose a time',
    events: async (kept: string) => {
      const { fromCalendly } = await readRecipes();
      const uri = 'https://api.calendly.com/scheduled_events/AAAA/invitees/BBBB';
      const payload = { uri, email: 'ada@example.com', tracking: { utm_content: kept } };
      const created_at = new Date().toISOString();
      return [fromCalendly({ event: 'invitee.created', created_at, payload })];
    },
  },
  {
    link: 'HubSpot form',
    events: async (kept: string) => [
      filledBody('HubSpot forms', {
        'deal.hs_object_id': '9001',
        'deal.dealstage': 'closedwon',
        'deal.amount': '1200.00',
        'deal.deal_currency_code': 'EUR',
        'contact.tl_ref': kept,
      }),
    ],
  },
  {
    link: 'Marketo form',
    events: async (kept: string) => [
      filledBody('Marketo forms', { 'lead.Id': '77', 'my.stage': 'sql', 'lead.tlRef': kept }),
    ],
  },
  {
    link: 'Order form',
    events: async (kept: string) => {
      const { fromOrder } = await readRecipes();
      const paidAt = Date.now();
      return [fromOrder({ number: 12, paidAt, cents: 2_500, currency: 'EUR', tlRef: kept })];
    },
  },
] as const;

for (const { link, events } of ELSEWHERE) {
  test(`by its recipe, what becomes of “${link}” elsewhere finds its way back to the visit`, async ({
    page,
    context,
    site,
    other,
  }) => {
    await other.serve(context);
    await page.goto(`${site.origin}/offer/${AD}`);
    await page.getByRole('link', { name: link, exact: true }).click();
    await page.getByLabel('E-mail').fill('ada@example.com');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
    const { email, ...hidden } = other.sent.at(-1) ?? {};
    const [kept = ''] = Object.values(hidden);
    expect(await read(kept)).toMatchObject({ ok: true });
    const { tell } = await readRecipes();
    const secret = `whsec_${CRM_KEY.toString('base64')}`;
    for (const event of await events(kept)) {
      const answer = await tell({ origin: site.origin, source: 'crm', secret }, event ?? {});
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { accepted: 1, duplicate: 0, rejected: [], unmatched: 0 },
      ]);
    }
  });
}

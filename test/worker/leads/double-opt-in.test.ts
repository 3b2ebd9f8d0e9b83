import { expect, test } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { BROWSER, rowsOf } from '../visit.ts';
import { catalog } from '../world.ts';
import { leadSite } from './lead-site.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;

type Email = {
  readonly id: string;
  readonly body: { readonly to: string[]; readonly text: string };
};

/** A site whose form asks for a confirmation, with a provider of its own. */
function asking(name: string, more: Partial<Catalog> = {}) {
  const metric = { id: 'confirmed', label: 'Confirmed', type: 'proportion', source: 'confirm' };
  const metrics = [
    ...catalog.metrics,
    metricSchema.parse({ ...metric, match: 'signup', windowDays: 7 }),
  ];
  const site = leadSite({
    confirm: true,
    catalog: { metrics, ...more },
    env: { TRUELIFT_EMAIL_TOKEN: 'token' },
    rules: (leads) => ({
      ...leads,
      confirmation: {
        endpoint: `http://receiver.test/${name}/ok`,
        from: 'Halden <hello@example.com>',
        hours: 72,
      },
    }),
  });
  return {
    ...site,
    person: async (typed: Readonly<Record<string, string>> = {}) => {
      const page = await site.visit();
      site.later(5 * SECOND);
      return site.submit(page, typed);
    },
    emails: async () => {
      const seen = await fetch(`http://receiver.test/${name}/seen`);
      return (await seen.json()) as Email[];
    },
    press: (link: string) => {
      const token = new URL(link).searchParams.get('lead') ?? '';
      return site.fetch('/_tl/confirm', {
        method: 'POST',
        body: new URLSearchParams({ lead: token }),
        headers: { 'Sec-Fetch-Site': 'same-origin' },
      });
    },
  };
}

function linkIn(email: Email | undefined): string {
  return /https:\S+/.exec(email?.body.text ?? '')?.[0] ?? '';
}

function counted(): Promise<unknown[]> {
  return rowsOf('conversions').then((rows) => rows.map(({ metric_id: metric }) => metric));
}

test('asks by e-mail at once; a program that opens the link confirms nothing, the button does, once', async () => {
  const destination = { id: 'hook', type: 'webhook', url: 'http://receiver.test/opt-in-crm/ok' };
  const crm = { destinations: [{ ...destination, secret: 'TRUELIFT_X' }], sources: [] };
  const site = asking('opt-in', { crm: crm as never });
  await site.person();
  const [email, ...others] = await site.emails();
  expect(others).toEqual([]);
  expect(email?.id).toMatch(/^confirm:[0-9a-f-]{36}:\d+$/);
  expect(email?.body).toMatchObject({
    to: ['ada@example.com'],
    from: 'Halden <hello@example.com>',
  });
  const link = linkIn(email);
  expect(link).toMatch(/^https:\/\/lp\.example\.com\/_tl\/confirm\?lead=/);
  expect(await counted()).toEqual(['signup']);
  expect((await rowsOf('outbox')).map(({ channel }) => channel)).toEqual(['confirmation-email']);

  const path = link.slice('https://lp.example.com'.length);
  for (const method of ['GET', 'HEAD', 'GET']) {
    expect((await site.fetch(path, { method, headers: BROWSER })).status).toBe(200);
  }
  const page = await (await site.fetch(path)).text();
  expect(page).toContain('<button>Yes, it was me</button>');
  expect(await rowsOf('leads')).toMatchObject([{ confirmed_at: null }]);

  const answer = await site.press(link);
  expect(await answer.text()).toContain('Thank you, it is confirmed');
  const confirmedAt = site.now();
  site.later(SECOND);
  await site.press(link);
  expect(await rowsOf('leads')).toMatchObject([{ confirmed_at: confirmedAt }]);
  expect(await counted()).toEqual(['signup', 'confirmed']);
  const channels = (await rowsOf('outbox')).map(({ channel }) => channel);
  expect(channels).toEqual(['confirmation-email', 'crm:hook']);
  expect(await (await site.fetch(path)).text()).not.toContain('<button>');
});

test('holds no address outside the sealed lead', async () => {
  const site = asking('opt-in-quiet');
  await site.person();
  expect(JSON.stringify(await rowsOf('outbox'))).not.toContain('ada@');
});

test('who sends the form again gets another e-mail, at most one an hour, for the same lead', async () => {
  const site = asking('opt-in-again');
  await site.person();
  await site.person();
  expect(await site.emails()).toHaveLength(1);
  site.later(HOUR);
  await site.person();
  const emails = await site.emails();
  expect(emails).toHaveLength(2);
  await site.press(linkIn(emails[1]));
  const confirmed = (await rowsOf('leads')).map(({ confirmed_at: at }) => at !== null);
  expect(confirmed).toEqual([true, false, false]);
  site.later(HOUR);
  await site.person();
  expect(await site.emails()).toHaveLength(2);
});

test('a link that is forged, too old, or about spam confirms nothing', async () => {
  const site = asking('opt-in-old');
  await site.person();
  const link = linkIn((await site.emails())[0]);
  const forged = link.replace(/lead=t1\.[0-9a-f]{8}/, 'lead=t1.00000000');
  expect((await site.press(forged)).status).toBe(410);
  site.later(72 * HOUR);
  const late = await site.press(link);
  expect(late.status).toBe(410);
  expect(await late.text()).toContain('no longer works');
  expect(await rowsOf('leads')).toMatchObject([{ confirmed_at: null }]);
  const page = await site.visit();
  await site.submit(page, { email: 'fast@example.com' });
  expect(await rowsOf('leads')).toMatchObject([{}, { spam_reason: 'too-fast' }]);
  expect(await site.emails()).toHaveLength(1);
});

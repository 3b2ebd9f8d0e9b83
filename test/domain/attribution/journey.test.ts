import { expect, test } from 'vitest';
import { channelOf } from '#experiments/attribution/channel.ts';
import { journeyOf } from '#experiments/attribution/journey.ts';
import { touchOf } from '#experiments/attribution/touch.ts';
import { channelsSchema } from '#experiments/definition/settings/channels.ts';

const ownHosts = ['lp.example.com'];

function channel(query: string, referrer = '', rules: unknown = []) {
  const touch = touchOf({ occurredAt: 1, landing: '/', query, referrer }, ownHosts);
  return channelOf(touch, channelsSchema.parse(rules));
}

test.each([
  ['gclid=1&utm_medium=email', '', 'Paid search'],
  ['gclid=redacted', '', 'Paid search'],
  ['fbclid=1', 'https://m.facebook.com/', 'Paid social'],
  ['utm_source=LinkedIn&utm_medium=CPC', '', 'Paid social'],
  ['utm_source=bing&utm_medium=cpc', '', 'Paid search'],
  ['utm_source=partner&utm_medium=ppc', '', 'Other paid'],
  ['oppref=1', '', 'Other paid'],
  ['utm_medium=display&gclid=1', '', 'Display'],
  ['utm_source=newsletter', '', 'E-mail'],
  ['utm_source=acme&utm_medium=affiliate', '', 'Affiliates'],
  ['utm_source=acme', '', 'Other'],
  ['', 'https://www.google.de/', 'Organic search'],
  ['', 'https://t.co/x', 'Organic social'],
  ['', 'https://blog.example/', 'Referral'],
  ['', '', 'Direct'],
  ['', 'https://lp.example.com/other/', 'Direct'],
])('an arrival with "%s" from "%s" is %s', (query, referrer, expected) => {
  expect(channel(query, referrer)).toBe(expected);
});

test('own rules come first, in their order, and all keys of one must fit', () => {
  const rules = [
    { channel: 'Partners', source: ['acme*', 'beta'], cameFrom: 'other site' },
    { channel: 'Brand search', clickFrom: ['google', 'microsoft'], campaign: '*-brand-*' },
    { channel: 'Search', clickFrom: 'google' },
  ];
  expect(channel('utm_source=ACME-north', 'https://acme.example/', rules)).toBe('Partners');
  expect(channel('utm_source=acme-north', '', rules)).toBe('Other');
  expect(channel('msclkid=1&utm_campaign=de-brand-x', '', rules)).toBe('Brand search');
  expect(channel('gclid=1&utm_campaign=de-generic', '', rules)).toBe('Search');
  expect(channelsSchema.safeParse([{ channel: 'All' }]).success).toBe(false);
});

const day = 86_400_000;
const arrivals = [
  { occurredAt: 5 * day, landing: '/b/', query: '', referrer: '' },
  { occurredAt: day, landing: '/a/', query: 'utm_source=x&gclid=redacted&hsa_kw=k', referrer: '' },
  { occurredAt: day + 60_000, landing: '/b/', query: '', referrer: 'https://lp.example.com/a/' },
  { occurredAt: 3 * day, landing: '/a/', query: 'fbclid=redacted', referrer: '' },
  { occurredAt: 9 * day, landing: '/a/', query: 'utm_source=later', referrer: '' },
];

test('first and last are kept apart whatever the order, and going from page to page is no arrival', () => {
  for (const order of [arrivals, arrivals.toReversed()]) {
    const journey = journeyOf(order, { ownHosts, until: 6 * day });
    expect(journey?.first).toMatchObject({
      source: 'x',
      network: 'google',
      context: { hsa_kw: 'k' },
    });
    expect(journey?.last).toMatchObject({ occurredAt: 5 * day, network: '', landing: '/b/' });
    expect(journey?.lastNonDirect).toMatchObject({ occurredAt: 3 * day, network: 'meta' });
    expect(journey?.arrivals).toBe(3);
  }
});

test('a journey ends where it is asked for, and one without arrivals is none', () => {
  expect(journeyOf(arrivals, { ownHosts, until: day })).toMatchObject({ arrivals: 1 });
  expect(journeyOf(arrivals, { ownHosts, until: 0 })).toBeNull();
  const [, , within] = arrivals;
  const only = within ? journeyOf([within], { ownHosts, until: 9 * day }) : null;
  expect(only).toMatchObject({ arrivals: 1, lastNonDirect: null, first: { landing: '/b/' } });
});

import { describe, expect, test } from 'vitest';
import { type BotReason, reasonsOf } from '#experiments/bots/reasons.ts';
import { unpacked } from '#experiments/bots/rules.ts';
import { botReasons, type NetworkFacts } from '#worker/visitor/bot.ts';
import { anExposure, BROWSER, PHONE, rowsOf, send, visit } from '../visit.ts';

const why = (headers: HeadersInit, network?: NetworkFacts) =>
  reasonsOf(botReasons(new Headers(headers), network));

const CHROMIUM = '"Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"';
const PERSON = { ...BROWSER, 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-User': '?1' };
const CHROME = { ...PERSON, 'Sec-CH-UA': CHROMIUM };
const SAMSUNG =
  'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36';
const WEBVIEW =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.7339.51 Mobile Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

describe('nothing speaks against people', () => {
  const people: Readonly<Record<string, Record<string, string>>> = {
    'Chrome with its hints': CHROME,
    'Chrome over plain http, where it sends none': { ...BROWSER },
    'Safari on a phone': { ...PHONE, 'Sec-Fetch-Dest': 'document' },
    Firefox: { ...PERSON, 'User-Agent': FIREFOX },
    'Samsung Internet': {
      ...PERSON,
      'User-Agent': SAMSUNG,
      'Sec-CH-UA': '"Chromium";v="130", "Samsung Internet";v="28.0"',
    },
    'an app that shows the page': {
      ...PERSON,
      'User-Agent': WEBVIEW,
      'Sec-CH-UA': '"Chromium";v="140", "Android WebView";v="140"',
    },
    'an old browser without fetch metadata': {
      'User-Agent': BROWSER['User-Agent'],
      'Accept-Language': 'de',
    },
    'a page within a page': { ...CHROME, 'Sec-Fetch-Dest': 'iframe' },
  };
  for (const [who, headers] of Object.entries(people)) {
    test(who, () => expect(why(headers)).toEqual([]));
  }
});

describe('what a request says of a program', () => {
  const without = (name: string): Record<string, string> =>
    Object.fromEntries(Object.entries(PERSON).filter(([key]) => key !== name));
  const programs: readonly [string, Record<string, string>, readonly BotReason[]][] = [
    ['an empty user agent', { ...PERSON, 'User-Agent': '' }, ['no-user-agent']],
    ['a user agent of spaces', { ...PERSON, 'User-Agent': '   ' }, ['no-user-agent']],
    ['no user agent', without('User-Agent'), ['no-user-agent']],
    ['nothing at all', {}, ['no-user-agent', 'no-language']],
    ['a name that is known', { ...PERSON, 'User-Agent': 'curl/8.14.1' }, ['known-bot']],
    ['no language', without('Accept-Language'), ['no-language']],
    [
      'hints of a headless browser under the name of another',
      { ...PERSON, 'Sec-CH-UA': '"Chromium";v="140", "HeadlessChrome";v="140"' },
      ['headless'],
    ],
    [
      'a navigation to nowhere',
      { ...PERSON, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'empty' },
      ['contradiction'],
    ],
    [
      'a click without a navigation',
      { ...PERSON, 'Sec-Fetch-Mode': 'cors' },
      ['no-navigation', 'contradiction'],
    ],
    ['Firefox with hints of Chromium', { ...CHROME, 'User-Agent': FIREFOX }, ['contradiction']],
    [
      'a version that the hints do not know',
      { ...CHROME, 'Sec-CH-UA': CHROMIUM.replaceAll('140', '99') },
      ['contradiction'],
    ],
    ['a prefetch', { ...CHROME, 'Sec-Purpose': 'prefetch;prerender' }, ['prefetch']],
    ['an old prefetch', { ...PERSON, Purpose: 'prefetch' }, ['prefetch']],
  ];
  for (const [what, headers, reasons] of programs) {
    test(what, () => expect(why(headers)).toEqual(reasons));
  }

  test('and what the network says', () => {
    expect(why(CHROME, { asn: 16_509 })).toEqual(['datacentre']);
    expect(why(CHROME, { asn: 3320 })).toEqual([]);
    const managed = (botManagement: NetworkFacts['botManagement']) =>
      why(CHROME, { botManagement });
    expect(managed({ verifiedBot: true, score: 1 })).toEqual(['network-says-bot']);
    expect(managed({ score: 1 })).toEqual(['network-says-bot']);
    expect(managed({ verifiedBot: false, score: 29 })).toEqual([]);
    expect(managed({})).toEqual([]);
  });
});

test('an exposure keeps the reasons and the version that looked for them', async () => {
  const page = await visit('/demo/', { 'User-Agent': '' });
  expect((await send(page, [anExposure()])).status).toBe(202);
  const [row] = await rowsOf('exposures');
  expect(row).toMatchObject({ bot_reasons: 1, bot_rules: 2 });
});

test('what a visitor does after the page came changes no reason', async () => {
  const page = await visit('/demo/');
  const before = unpacked(page.view.b);
  // The beacon of a person's view, sent by something that looks like a program.
  const beacon = await send(page, [anExposure()], {
    'User-Agent': 'curl/8',
    'Accept-Language': '',
  });
  expect(beacon.status).toBe(202);
  const rows = (await rowsOf('exposures')).filter((row) => row.view_nonce === page.view.n);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map((row) => row.bot_reasons)).toEqual(rows.map(() => before.bits));
  expect(before.bits).toBe(0);
});

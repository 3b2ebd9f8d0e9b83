import { expect, test } from 'vitest';
import { arrivalFacts } from '#experiments/attribution/arrival-facts.ts';
import { CLICK_IDS } from '#experiments/attribution/click-ids.ts';
import { clickPairs, clickQuery } from '#experiments/attribution/click-pairs.ts';
import { clicksOfArrival, knownClicks } from '#experiments/attribution/known-clicks.ts';
import { platformCookies } from '#experiments/attribution/platform-cookies.ts';
import {
  addressWithoutClickIds,
  withoutClickIds,
} from '#experiments/attribution/without-click-ids.ts';

test('finds every click id of the registry in any spelling, its value as it came', () => {
  for (const { parameter } of CLICK_IDS) {
    const spelled = parameter.replace(/^./, (first) => first.toUpperCase());
    expect(clickPairs(`a=1&${spelled}=AbC-_9.x&${parameter}=second`)).toEqual([
      { name: parameter, value: 'AbC-_9.x' },
    ]);
  }
});

test('decodes a click id once, keeps its plus, and takes no nonsense for one', () => {
  expect(clickPairs('ScCid=a%2Bb%253D+c&gclid=&fbclid=%F0%9F%8E%89&%67clid=Kept')).toEqual([
    { name: 'sccid', value: 'a+b%3D+c' },
    { name: 'gclid', value: 'Kept' },
  ]);
});

test('leaves out a click id that has no room, never a part of it', () => {
  const pairs = clickPairs('fbclid=Iw%26AR0&gclid=short');
  expect(clickPairs(clickQuery(pairs, 100))).toEqual(pairs);
  expect(clickQuery(pairs, 12)).toBe('gclid=short');
});

test('takes the value of whatever names a click or a person, and no other byte', () => {
  const query =
    'utm_source=a%20b+c&GCLID=Ab_C&utm_term=%E4&&x&mkt_tok=9&newClid=77&gclid=&ScCid=z&=';
  expect(withoutClickIds(query)).toBe(
    'utm_source=a%20b+c&GCLID=redacted&utm_term=%E4&&x&mkt_tok=redacted&newClid=redacted&gclid=&ScCid=redacted&=',
  );
  expect(withoutClickIds('g%63lid=hidden')).toBe('g%63lid=redacted');
  expect(addressWithoutClickIds('https://a.example/?gclid=1#t?gclid=2')).toBe(
    'https://a.example/?gclid=redacted#t?gclid=2',
  );
  expect(addressWithoutClickIds('https://a.example/gclid=1')).toBe('https://a.example/gclid=1');
});

test('still knows the network of a click whose id was not kept', () => {
  const at = (query: string) => arrivalFacts({ query, referrer: '' }, []).source;
  for (const { parameter, network } of CLICK_IDS) {
    expect(at(withoutClickIds(`${parameter}=Ab_C`))).toBe(network);
  }
  expect(clickPairs(withoutClickIds('gclid=Ab_C'))).toEqual([]);
});

test('reads the cookies of ad platforms, and none that only looks like one', () => {
  const real = {
    _fbp: 'fb.1.1596403881668.1116446470.AQ',
    _fbc: 'fb.1.1554763741205.IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk',
    _gcl_aw: 'GCL.1700000000.Cj0KCQ_x-1',
    _gcl_au: '1.1.1234567890.1700000000',
    _ga: 'GA1.2.1033501218.1368477899',
    _ga_ABC123: 'GS1.1.1700000100.3.1.1700000200.0.0.0',
    _uetmsclkid: '_uet0123456789abcdef0123456789abcdef',
    _ttp: '2eRTsYh8vXkEXAMPLE.tt.1',
    li_fat_id: '1f0b2a10-0000-4000-8000-123456789abc',
  };
  const read = platformCookies(Object.entries(real));
  expect(read.map(({ value }) => value)).toEqual(Object.values(real));
  expect(
    platformCookies([
      ['_fbp', 'fb.1.x'],
      ['_ga', '<script>'],
      ['__Host-tl', '1'],
    ]),
  ).toEqual([]);
  expect(knownClicks(read.map((pair) => ({ ...pair, occurredAt: 1 })))).toMatchObject({
    gclid: 'Cj0KCQ_x-1',
    msclkid: '0123456789abcdef0123456789abcdef',
    fbp: 'fb.1.1596403881668.1116446470',
    fbc: real._fbc,
    ga_client_id: '1033501218.1368477899',
    ga_session_id: '1700000100',
  });
  const newer = { name: 'ga_ABC123', value: 'GS2.1.s1700000300$o3$g1$t1', occurredAt: 2 };
  expect(knownClicks([newer])).toMatchObject({ ga_session_id: '1700000300' });
});

test('makes an fbc of the click when the cookie knows none, or an older one', () => {
  const address = clickPairs('fbclid=New_1');
  const built = { name: 'fbc', value: 'fb.1.1700000000000.New_1' };
  expect(clicksOfArrival(address, [], 1_700_000_000_000)).toContainEqual(built);
  const older = { name: 'fbc', value: 'fb.1.1600000000000.Old_1' };
  const stored = clicksOfArrival(address, [older], 1_700_000_000_000);
  expect(stored.filter(({ name }) => name === 'fbc')).toEqual([built]);
  const same = { name: 'fbc', value: 'fb.1.1699999999999.New_1' };
  expect(clicksOfArrival(address, [same], 1_700_000_000_000)).toContainEqual(same);
  expect(clicksOfArrival([], [older], 1)).toEqual([older]);
});

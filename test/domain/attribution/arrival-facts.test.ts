import { describe, test } from 'vitest';
import {
  arrivalFacts,
  campaignName,
  MAX_FACT_LENGTH,
} from '#experiments/attribution/arrival-facts.ts';
import { seeded } from '../../support/seeded.ts';

const HOSTS = ['go.example.com'];
const from = (query: string, referrer = '') => arrivalFacts({ query, referrer }, HOSTS);

test('campaign parameters become one spelling, whatever case, space or encoding they come in', ({
  expect,
}) => {
  const query =
    'utm_source=Google&UTM_Campaign=+Search%20DE++Dispatch+&utm_content=RSA-Morning&utm_term=W%C3%A4rmepumpe%20%2BService';
  expect(from(query)).toEqual({
    source: 'google',
    campaign: 'search de dispatch',
    creative: 'rsa-morning',
    keyword: 'wärmepumpe +service',
  });
  expect(from('utm_term=Wa%CC%88rmepumpe').keyword).toBe(from('utm_term=W%C3%A4rmepumpe').keyword);
});

test('an empty parameter leaves its place to the next that names the same', ({ expect }) => {
  expect(from('utm_campaign=&gad_campaignid=2201').campaign).toBe('2201');
  expect(from('utm_campaign=brand&gad_campaignid=2201').campaign).toBe('brand');
  expect(from('utm_content=&utm_content=second').creative).toBe('second');
});

describe('without utm_source the source is', () => {
  test.for([
    ['gclid=Cj0', '', 'google'],
    ['wbraid=0AA', '', 'google'],
    ['fbclid=Iw', 'https://l.facebook.com/', 'meta'],
    ['msclkid=1', '', 'microsoft'],
    ['ttclid=1', '', 'tiktok'],
    ['li_fat_id=1', '', 'linkedin'],
    ['gclid=', 'https://www.google.de/', '(search)'],
    ['', 'https://www.google.co.uk/', '(search)'],
    ['', 'https://duckduckgo.com/', '(search)'],
    ['', 'https://notgoogle.example/', '(other site)'],
    ['', 'https://google.evil.example/', '(other site)'],
    ['', 'https://t.co/x', '(social)'],
    ['', 'android-app://com.linkedin.android/', '(social)'],
    ['', 'https://blog.example.org:8443/a?b', '(other site)'],
    ['', 'https://GO.example.com/crm/', '(direct)'],
    ['', '', '(direct)'],
    ['', 'no address', '(direct)'],
  ])('%s from “%s”: %s', ([query = '', referrer = '', source], { expect }) => {
    expect(from(query, referrer).source).toBe(source);
  });
});

test('an e-mail address is no campaign name', ({ expect }) => {
  expect(from('utm_content=jana%40example.com').creative).toBe('');
  expect(from('utm_content=sale@home').creative).toBe('sale@home');
});

test('any bytes give short, trimmed, well-formed names and never an error', ({ expect }) => {
  const random = seeded(11);
  for (let round = 0; round < 3_000; round += 1) {
    const bytes = Array.from({ length: Math.floor(random() * 300) }, () => {
      const draw = random();
      if (draw < 0.2) return `%${Math.floor(random() * 256).toString(16)}`;
      return String.fromCharCode(Math.floor(random() * (draw < 0.6 ? 128 : 65_536)));
    });
    const facts = from(`utm_source=${bytes.join('')}&utm_term=${bytes.reverse().join('')}`);
    for (const value of Object.values(facts)) {
      expect(value).toBe(campaignName(value));
      expect([...value].length).toBeLessThanOrEqual(MAX_FACT_LENGTH);
      expect(value.isWellFormed()).toBe(true);
      expect(value).not.toMatch(/^\s|\s$|[\n\r\t\0]/);
    }
    expect(facts.source).not.toBe('');
  }
});

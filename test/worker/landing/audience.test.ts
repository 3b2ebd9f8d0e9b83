import { expect, test } from 'vitest';
import type { Audience } from '#experiments/definition/experiment/audience.ts';
import { PHONE, variantOf } from '../visit.ts';
import { half } from '../world.ts';
import { aPerson, type Person, siteOf } from './audience-visits.ts';

const BERLIN = 'Europe/Berlin';
/** Friday, 27 March 2026, 23:30 in Berlin, two nights before its clocks go forward. */
const FRIDAY_NIGHT = Date.UTC(2026, 2, 27, 22, 30);
const HOUR = 3_600_000;

const only = (audience: Audience) => ({ ...half, allocationBp: 10_000, audience });

async function outcome(
  audience: Audience,
  visit: {
    readonly path?: string;
    readonly person?: Omit<Person, 'cookies'>;
    readonly at?: number;
  },
): Promise<'in' | string> {
  const { open } = siteOf([only(audience)], visit.at);
  const { view, heading } = await open(`/half/${visit.path ?? ''}`, aPerson(visit.person));
  const found = variantOf(view, 'half') ?? 'absent';
  if (found === 'audience') expect(heading).toBe('Half control');
  return ['control', 'price'].includes(found) ? 'in' : found;
}

test.for<[Audience, Parameters<typeof outcome>[1], string]>([
  [{ country: ['DE', 'AT'] }, { person: { country: 'AT' } }, 'in'],
  [{ country: ['DE', 'AT'] }, { person: { country: 'CH' } }, 'audience'],
  [{ country: ['DE'] }, { person: { country: 'T1' } }, 'audience'],
  [{ device: ['mobile'] }, { person: { headers: PHONE } }, 'in'],
  [{ language: ['de'] }, { person: { headers: { 'Accept-Language': 'de-AT,en;q=0.9' } } }, 'in'],
  [
    { language: ['en'] },
    { person: { headers: { 'Accept-Language': 'de-AT,en;q=0.9' } } },
    'audience',
  ],
  [
    { language: ['EN-gb'] },
    { person: { headers: { 'Accept-Language': 'fr;q=0.2, en-GB;q=0.7' } } },
    'in',
  ],
  [
    { language: ['en-GB'] },
    { person: { headers: { 'Accept-Language': 'en-US,en-GB;q=0.9' } } },
    'audience',
  ],
  [{ campaign: { utm_source: ['google'] } }, { path: '?utm_source=Google&x=1' }, 'in'],
  [{ campaign: { utm_source: ['google'] } }, {}, 'audience'],
  [
    { campaign: { utm_campaign: ['search-de-*'] } },
    { path: '?UTM_Campaign=search-DE-lifts' },
    'in',
  ],
  [
    { campaign: { utm_campaign: ['search-de-*'] } },
    { path: '?utm_campaign=my-search-de-x' },
    'audience',
  ],
  [
    { campaign: { utm_source: ['google'], utm_medium: ['cpc'] } },
    { path: '?utm_source=google' },
    'audience',
  ],
  [{ campaign: { utm_term: ['*'] } }, { path: '?utm_term=' }, 'audience'],
  [{ clickId: true }, { path: '?fbclid=IwAR0' }, 'in'],
  [{ clickId: true }, { path: '?gbraid=&utm_source=google' }, 'audience'],
  [{ clickId: true }, { path: '?ScCid=1' }, 'in'],
  [{ clickId: false }, { path: '?li_fat_id=x' }, 'audience'],
  [{ clickId: false }, {}, 'in'],
  [{ days: ['fri'], timeZone: BERLIN }, { at: FRIDAY_NIGHT }, 'in'],
  [{ days: ['fri'], timeZone: 'Asia/Tokyo' }, { at: FRIDAY_NIGHT }, 'audience'],
  [{ hours: { from: '23:30', until: '24:00' }, timeZone: BERLIN }, { at: FRIDAY_NIGHT }, 'in'],
  [
    { hours: { from: '08:00', until: '23:30' }, timeZone: BERLIN },
    { at: FRIDAY_NIGHT },
    'audience',
  ],
  [
    { days: ['fri'], hours: { from: '22:00', until: '02:00' }, timeZone: BERLIN },
    { at: FRIDAY_NIGHT + 2 * HOUR },
    'in',
  ],
  [
    { days: ['sat'], hours: { from: '22:00', until: '02:00' }, timeZone: BERLIN },
    { at: FRIDAY_NIGHT + 2 * HOUR },
    'audience',
  ],
  [
    { days: ['fri'], hours: { from: '22:00', until: '02:00' }, timeZone: BERLIN },
    { at: FRIDAY_NIGHT + 3 * HOUR },
    'audience',
  ],
  // On the night to the 29th there is no 02:30 in Berlin: an hour after 01:30 it is 03:30.
  [
    { hours: { from: '03:30', until: '03:31' }, timeZone: BERLIN },
    { at: FRIDAY_NIGHT + 27 * HOUR },
    'in',
  ],
  [{ hours: { from: '00:00', until: '24:00' }, timeZone: 'Mars/Olympus' }, {}, 'audience'],
  [{ country: ['DE'], clickId: true }, { path: '?gclid=x', person: { country: 'DE' } }, 'in'],
  [{ country: ['DE'], clickId: true }, { path: '?gclid=x', person: { country: 'FR' } }, 'audience'],
])('an audience of %j meets %j: %s', async ([audience, visit, expected]) => {
  expect(await outcome(audience, visit)).toBe(expected);
});

test('takes a visitor as returning who came with a cookie of ours', async () => {
  const { open } = siteOf([only({ returning: true })]);
  const person = aPerson();
  expect(variantOf((await open('/half/', person)).view, 'half')).toBe('audience');
  expect(variantOf((await open('/half/', person)).view, 'half')).not.toBe('audience');
});

test('answers whatever the header and the query hold', async () => {
  const { open } = siteOf([only({ language: ['de'], campaign: { utm_term: ['a*b'] } })]);
  for (const language of [',,;', 'de;q=abc', `${'de,'.repeat(3000)}`, '*', 'de;q=0'])
    for (const query of [
      '?utm_term=%',
      '?utm_term=%FF%00',
      `?utm_term=${'ab'.repeat(2000)}`,
      '?&&=&',
    ]) {
      const { response } = await open(
        `/half/${query}`,
        aPerson({ headers: { 'Accept-Language': language } }),
      );
      expect(response.status).toBe(200);
    }
});

import { describe, test } from 'vitest';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { FORMATS } from '#experiments/uploads/formats.ts';
import { faultsOf } from '#experiments/uploads/lint.ts';
import type { FormatName } from '#experiments/uploads/settings.ts';
import { CLICKED_AT, DAY_MS, NOW, sha256, WON_AT } from './conversions.ts';
import { SETTINGS, soundFor } from './sound.ts';

const EMAIL = 'ada@example.com';
const NAMES = Object.keys(FORMATS) as FormatName[];

describe('every format', () => {
  test('finds no error in a conversion that is as its platform wants it', ({ expect }) => {
    for (const name of NAMES) expect(errorsOf(name, {}), name).toEqual([]);
  });

  test('refuses whatever the person did not grant, and says nothing else about it', ({
    expect,
  }) => {
    const choices = ['granted', 'denied', 'unknown'] as const;
    for (const name of NAMES) {
      for (const adUserData of choices) {
        for (const adPersonalization of choices) {
          for (const gpc of [true, false]) {
            const rules = errorsOf(name, {
              consent: { adUserData, adPersonalization, gpc },
              digests: { email: EMAIL },
            });
            const allowed = adUserData === 'granted' && !gpc;
            expect(rules, `${name} ${adUserData} ${gpc}`).toEqual(
              allowed ? expect.not.arrayContaining(['no-consent']) : ['no-consent'],
            );
          }
        }
      }
    }
  });

  test.for<[string, Partial<UploadConversion>, string]>([
    ['a readable address in a field of digests', { digests: { email: EMAIL } }, 'unhashed-email'],
    ['a digest in capitals', { digests: { email: sha256(EMAIL).toUpperCase() } }, 'hash-format'],
    [
      'a digest with something before it',
      { digests: { email: `x${sha256(EMAIL)}` } },
      'hash-format',
    ],
    ['a digest cut short', { digests: { email: sha256(EMAIL).slice(1) } }, 'hash-format'],
    ['the digest of nothing', { digests: { email: sha256('') } }, 'hash-of-nothing'],
    ['no id', { id: ' ' }, 'no-id'],
    ['an address as id', { id: `deal ${EMAIL}` }, 'personal-data'],
    ['seconds for milliseconds', { occurredAt: WON_AT / 1_000 }, 'bad-time'],
    ['microseconds for milliseconds', { occurredAt: WON_AT * 1_000 }, 'bad-time'],
    ['a time that is no number', { occurredAt: Number.NaN }, 'bad-time'],
    ['a time to come', { occurredAt: NOW + 1 }, 'future-time'],
    ['a time before the click', { occurredAt: CLICKED_AT - 1 }, 'before-click'],
  ])('refuses %s', ([, wrong, rule], { expect }) => {
    for (const name of NAMES) expect(errorsOf(name, wrong), name).toContain(rule);
  });

  test.for<[string, Partial<UploadConversion>, string]>([
    ['half a cent', { value: { minor: 0.5, currency: 'GBP' } }, 'bad-value'],
    ['a negative amount', { value: { minor: -1, currency: 'GBP' } }, 'bad-value'],
    ['a sign for a currency', { value: { minor: 1, currency: '£' } }, 'bad-currency'],
  ])('refuses %s as value', ([, wrong, rule], { expect }) => {
    const valued = NAMES.filter((name) => name !== 'google-adjustments');
    for (const name of valued) expect(errorsOf(name, wrong), name).toContain(rule);
    const restated = { ...wrong, action: 'restate', adjustedAt: WON_AT + 1 } as const;
    expect(errorsOf('google-adjustments', restated)).toContain(rule);
  });

  test('refuses digests where a platform wants the text, and the other way round', ({ expect }) => {
    const digest = sha256('gb');
    expect(errorsOf('google-data-manager', { digests: { country: digest } })).toContain(
      'not-hashed-here',
    );
    expect(errorsOf('linkedin', { digests: { phone: digest } })).toContain('not-hashed-here');
    expect(errorsOf('google-clicks', { clicks: { gclid: digest } })).toContain('never-hash');
    expect(errorsOf('meta', { cookies: { fbp: digest } })).toContain('never-hash');
    expect(errorsOf('tiktok', { page: { url: 'https://x.example/', ip: digest } })).toContain(
      'never-hash',
    );
    expect(errorsOf('ga4', { cookies: { gaClientId: digest } })).toContain('never-hash');
  });
});

describe('windows', () => {
  test.for<[FormatName, number]>([
    ['microsoft-file', 90],
    ['microsoft-bulk', 90],
    ['microsoft-capi', 90],
    ['meta', 7],
    ['linkedin', 90],
    ['ga4', 3],
  ])('%s takes what is %i days old and nothing older', ([name, days], { expect }) => {
    const late = days * DAY_MS;
    expect(errorsOf(name, {}, WON_AT + late)).toEqual([]);
    expect(errorsOf(name, {}, WON_AT + late + 1)).toEqual(['too-late']);
  });

  test('Google counts from the click, in the window of the conversion action', ({ expect }) => {
    const daysLater = (days: number) => ({
      occurredAt: CLICKED_AT + days * DAY_MS,
      clickedAt: CLICKED_AT,
    });
    const now = CLICKED_AT + 200 * DAY_MS;
    expect(errorsOf('google-clicks', daysLater(90), now)).toEqual([]);
    const [fault] = faultsOf(
      'google-clicks',
      { ...soundFor('google-clicks'), ...daysLater(91) },
      { settings: SETTINGS['google-clicks'], now },
    );
    expect(fault).toEqual({
      level: 'error',
      rule: 'too-late',
      wrong:
        'too late for Google Ads: it counts what happens within 90 days of the click, and this came after 91 days',
      fix: 'Report an earlier stage, such as the qualified lead with its expected value',
    });
    const month = { ...SETTINGS['google-clicks'], clickWindowDays: 30 };
    const rules = faultsOf(
      'google-clicks',
      { ...soundFor('google-clicks'), ...daysLater(31) },
      { settings: month, now },
    ).map(({ rule }) => rule);
    expect(rules).toContain('too-late');
  });

  test('corrections have windows of their own', ({ expect }) => {
    const lost = { action: 'retract', adjustedAt: WON_AT + DAY_MS } as const;
    const within = (name: FormatName, days: number) => errorsOf(name, lost, WON_AT + days * DAY_MS);
    expect(within('google-adjustments', 54)).toEqual([]);
    expect(within('google-adjustments', 55)).toEqual(['too-late']);
    expect(within('microsoft-bulk', 90)).toEqual([]);
    expect(within('microsoft-bulk', 91)).toEqual(['too-late']);
    expect(within('ga4', 4)).toEqual([]);
    expect(within('ga4', 5)).toEqual(['too-late']);
    const later = { action: 'retract', adjustedAt: NOW + 1 } as const;
    expect(errorsOf('google-adjustments', later)).toEqual(['future-time']);
    for (const adjustedAt of [undefined, WON_AT - 1]) {
      expect(errorsOf('google-adjustments', { action: 'retract', adjustedAt })).toContain(
        'adjustment-time',
      );
    }
  });

  test('a window that nobody knows is a warning', ({ expect }) => {
    const faults = faultsOf('tiktok', soundFor('tiktok'), {
      settings: SETTINGS.tiktok,
      now: WON_AT + 8 * DAY_MS,
    });
    expect(faults).toMatchObject([{ level: 'warning', rule: 'unknown-window' }]);
  });
});

/** Rules that refuse a sound conversion of a format once these facts are changed. */
function errorsOf(name: FormatName, wrong: Partial<UploadConversion>, now = NOW): string[] {
  const conversion = { ...soundFor(name), ...wrong };
  return faultsOf(name, conversion, { settings: SETTINGS[name], now })
    .filter(({ level }) => level === 'error')
    .map(({ rule }) => rule);
}

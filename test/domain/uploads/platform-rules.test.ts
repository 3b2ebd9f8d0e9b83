import { describe, test } from 'vitest';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { faultsOf } from '#experiments/uploads/lint.ts';
import type { FormatName, FormatSettings } from '#experiments/uploads/settings.ts';
import { NOW, WON_AT } from './conversions.ts';
import { SETTINGS, soundFor } from './sound.ts';

const NOBODY = { clicks: {}, cookies: {}, digests: {}, plain: {} };

describe('a way to find the person', () => {
  test.for<[FormatName]>([
    ['google-clicks'],
    ['google-leads'],
    ['google-data-manager'],
    ['microsoft-file'],
    ['microsoft-bulk'],
    ['microsoft-capi'],
    ['meta'],
    ['linkedin'],
    ['tiktok'],
    ['ga4'],
  ])('is what %s asks for', ([name], { expect }) => {
    expect(errorsOf(name, NOBODY)).toEqual(['no-identifier']);
  });

  test('is the platform’s own: another network’s click id does not count', ({ expect }) => {
    const { digests: _, ...clicksOnly } = { ...soundFor('meta'), digests: {} };
    const foreign = { ...clicksOnly, clicks: { gclid: 'Cj0' }, digests: {} };
    expect(errorsOf('meta', foreign)).toEqual(['no-identifier']);
    expect(errorsOf('microsoft-file', foreign)).toEqual(['no-identifier']);
  });

  test('survives as it arrived: spaces, commas and quotes are in no click id', ({ expect }) => {
    for (const gclid of ['Cj0 KCQ', 'a,b', 'a"b', 'a\nb', 'é']) {
      expect(errorsOf('google-clicks', { clicks: { gclid } }), gclid).toContain('click-id-format');
    }
  });

  test('of Meta’s cookies may have five segments and has milliseconds', ({ expect }) => {
    const fbp = (value: string) => errorsOf('meta', { cookies: { fbp: value } });
    expect(fbp('fb.1.1769955000000.1098115397')).toEqual([]);
    expect(fbp('fb.1.1769955000000.1098115397.AQYB')).toEqual([]);
    expect(fbp('fb.1.1769955000.1098115397')).toEqual(['cookie-format']);
    expect(fbp('1098115397')).toEqual(['cookie-format']);
  });

  test('of an offline event of TikTok is a digest: the click id is none there', ({ expect }) => {
    const offline = { source: 'offline', sourceId: '7123' } as const;
    expect(errorsOf('tiktok', { digests: {} })).toEqual([]);
    expect(errorsOf('tiktok', { digests: {} }, offline)).toEqual(['no-identifier']);
    expect(errorsOf('tiktok', {}, offline)).toEqual([]);
  });
});

describe('names and settings', () => {
  test('GA4 keeps names to itself', ({ expect }) => {
    for (const event of ['session_start', 'first_visit', 'ga_won', '_won', 'google_lead']) {
      expect(errorsOf('ga4', { event }), event).toEqual(['reserved-name']);
    }
    for (const event of ['Closed won', '1st', 'x'.repeat(41), 'won!']) {
      expect(errorsOf('ga4', { event }), event).toEqual(['event-name']);
    }
    expect(errorsOf('ga4', { event: 'generate_lead' })).toEqual([]);
    const ga4 = { measurementId: 'G-ABC123' };
    expect(errorsOf('ga4', {}, { ...ga4, variantField: 'ga_variant' })).toEqual(['bad-setting']);
    expect(errorsOf('ga4', {}, { measurementId: 'UA-1' })).toEqual(['bad-setting']);
    const long = faultsOf(
      'ga4',
      { ...soundFor('ga4'), variant: 'x'.repeat(101) },
      { settings: { ...ga4, variantField: 'landing_variant' }, now: NOW },
    );
    expect(long).toMatchObject([{ level: 'warning', rule: 'long-value' }]);
  });

  test('Google wants its own numbers, short order ids and a zone by name', ({ expect }) => {
    expect(errorsOf('google-data-manager', { actionId: undefined })).toEqual(['no-event']);
    expect(errorsOf('google-data-manager', {}, { accountId: '12' })).toEqual(['bad-setting']);
    expect(errorsOf('google-clicks', { id: 'x'.repeat(65) })).toEqual(['long-id']);
    expect(errorsOf('google-clicks', {}, { timeZone: '+00:00' })).toEqual(['bad-setting']);
    expect(errorsOf('google-clicks', {}, { timeZone: 'Europe/Lodnon' })).toEqual(['bad-setting']);
    expect(errorsOf('google-clicks', {}, { timeZone: 'UTC' })).toEqual([]);
  });

  test('LinkedIn wants the number of a rule and both names or none', ({ expect }) => {
    expect(errorsOf('linkedin', { event: 'Closed won' })).toEqual(['event-name']);
    expect(errorsOf('linkedin', { event: 'urn:lla:llaPartnerConversion:1' })).toEqual([]);
    const half = faultsOf(
      'linkedin',
      { ...soundFor('linkedin'), plain: { firstName: 'Ada' } },
      { settings: {}, now: NOW },
    );
    expect(half.map(({ rule }) => rule)).toContain('half-a-name');
  });

  test('Meta wants the page of a website’s event, and a value with a Purchase', ({ expect }) => {
    const website = { datasetId: '123', actionSource: 'website' } as const;
    expect(errorsOf('meta', {}, website)).toEqual(['no-page']);
    const page = { url: 'https://lp.example.com/', userAgent: 'Mozilla/5.0' };
    expect(errorsOf('meta', { page }, website)).toEqual([]);
    expect(errorsOf('meta', { value: null })).toEqual(['no-value']);
  });
});

describe('corrections', () => {
  test('are refused where a platform has none, with what to do instead', ({ expect }) => {
    for (const name of ['meta', 'linkedin', 'tiktok'] as const) {
      const lost: UploadConversion = {
        ...soundFor(name),
        action: 'retract',
        adjustedAt: WON_AT + 1,
      };
      expect(faultsOf(name, lost, { settings: SETTINGS[name], now: NOW })).toEqual([
        {
          level: 'error',
          rule: 'no-retraction',
          wrong: expect.stringContaining('takes new conversions only'),
          fix: expect.stringMatching(/has no retraction\. Report the won deal when/),
        },
      ]);
    }
    expect(errorsOf('google-adjustments', { action: 'new' })).toEqual(['wrong-format']);
    expect(errorsOf('google-clicks', { action: 'retract' })).toEqual(['no-retraction']);
  });

  test('at Google name the order, or the click where order ids are off', ({ expect }) => {
    expect(errorsOf('google-adjustments', { clicks: {} })).toEqual([]);
    const bare = { timeZone: 'Europe/London', orderIds: false };
    expect(errorsOf('google-adjustments', { clicks: { gbraid: '0A' } }, bare)).toEqual([
      'no-identifier',
    ]);
  });

  test('at GA4 lower purchases, and nothing else', ({ expect }) => {
    const sold = { minor: 20_000, currency: 'GBP' };
    const restated = (minor: number) =>
      errorsOf('ga4', {
        action: 'restate',
        adjustedAt: WON_AT + 1,
        reported: sold,
        value: { minor, currency: 'GBP' },
      });
    expect(restated(15_000)).toEqual([]);
    expect(restated(25_000)).toEqual(['no-retraction']);
    const lead = { action: 'retract', adjustedAt: WON_AT + 1, event: 'generate_lead' } as const;
    expect(errorsOf('ga4', lead)).toEqual(['no-retraction']);
  });
});

function errorsOf<Name extends FormatName>(
  name: Name,
  wrong: Partial<UploadConversion>,
  settings: FormatSettings[Name] = SETTINGS[name],
): string[] {
  return faultsOf(name, { ...soundFor(name), ...wrong }, { settings, now: NOW })
    .filter(({ level }) => level === 'error')
    .map(({ rule }) => rule);
}

import { describe, test } from 'vitest';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { FORMATS } from '#experiments/uploads/formats.ts';
import { prepareUploads } from '#experiments/uploads/prepare.ts';
import { reviewCsv } from '#experiments/uploads/review-csv.ts';
import { formatOf } from '#experiments/uploads/route.ts';
import type { FormatName } from '#experiments/uploads/settings.ts';
import type { UploadRequest } from '#experiments/uploads/upload.ts';
import { aConversion, DAY_MS, GCLID, NOW, WON_AT } from './conversions.ts';
import { SETTINGS, soundFor } from './sound.ts';

const NAMES = Object.keys(FORMATS) as FormatName[];

describe('an upload', () => {
  test('writes time in the unit of its platform', ({ expect }) => {
    const at = WON_AT + 999;
    const written: Readonly<Record<FormatName, string>> = {
      'google-clicks': '2026-02-01 15:30:00',
      'google-leads': '2026-02-01 15:30:00',
      'google-adjustments': '2026-02-01 15:31:00',
      'google-data-manager': '"eventTimestamp":"2026-02-01T15:30:00Z"',
      'microsoft-file': '2/1/2026 3:30:00 PM',
      'microsoft-bulk': '2/1/2026 3:30:00 PM',
      'microsoft-capi': '"eventTime":1769959800,',
      meta: '"event_time":1769959800,',
      linkedin: '"conversionHappenedAt":1769959800999,',
      tiktok: '"event_time":1769959800,',
      ga4: '"timestamp_micros":1769959800999000,',
    };
    for (const name of NAMES) {
      const text = textOf(name, [{ ...soundFor(name), occurredAt: at }]);
      expect(text, name).toContain(written[name]);
      // Google's file refuses ISO 8601 and offsets with a colon.
      if (FORMATS[name].time.startsWith('local')) expect(text).not.toMatch(/\dT\d|[+-]\d\d:\d\d/);
    }
  });

  test('is the same whenever it is made', ({ expect }) => {
    for (const name of NAMES) {
      const conversions = [
        soundFor(name),
        { ...soundFor(name), id: 'b', occurredAt: WON_AT + 2e3 },
      ];
      expect(textOf(name, conversions, NOW + 3_600_000), name).toBe(textOf(name, conversions));
    }
  });

  test('holds a conversion once, however often it is given', ({ expect }) => {
    for (const name of NAMES) {
      const once = prepare(name, [soundFor(name)]);
      const twice = prepare(name, [soundFor(name), soundFor(name)]);
      expect(twice.uploads, name).toEqual(once.uploads);
      expect(twice.findings).toContainEqual(
        expect.objectContaining({ row: 2, rule: 'duplicate', wrong: 'is the same as row 1' }),
      );
    }
    const sameClick = [soundFor('microsoft-file'), { ...soundFor('microsoft-file'), id: 'other' }];
    expect(prepare('microsoft-file', sameClick).sound.map(({ id }) => id)).toEqual(['deal-812']);
  });

  test('leaves out what has an error and nothing else', ({ expect }) => {
    const stale = { ...soundFor('meta'), id: 'stale', occurredAt: NOW - 8 * DAY_MS };
    const noClick = { ...stale, clickedAt: undefined };
    const { uploads, findings, sound } = prepare('meta', [noClick, soundFor('meta')]);
    expect(sound.map(({ id }) => id)).toEqual(['deal-812']);
    expect(JSON.stringify(uploads)).not.toContain('stale');
    expect(findings.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        rule: 'too-late',
        row: 1,
        id: 'stale',
        wrong:
          'too late for Meta: it takes what happened in the last 7 days, and this is 8 days old; Meta would refuse the whole request for it',
        fix: 'Report an earlier stage, such as the qualified lead with its expected value',
      },
    ]);
  });

  test('is cut where the platform’s request ends', ({ expect }) => {
    const many = Array.from({ length: 2_001 }, (_, index) => ({
      ...soundFor('google-data-manager'),
      id: `deal-${index}`,
    }));
    const { uploads, findings } = prepare('google-data-manager', many);
    expect(uploads.map(({ conversions }) => conversions.length)).toEqual([2_000, 1]);
    expect(findings.filter(({ rule }) => rule === 'several-requests')).toHaveLength(1);
    const actions = [many[0], { ...many[1], actionId: '5' }] as UploadConversion[];
    expect(prepare('google-data-manager', actions).uploads).toHaveLength(2);
  });

  test('tells no variant unless the site named a field for it', ({ expect }) => {
    for (const name of ['google-data-manager', 'meta', 'ga4'] as const) {
      const conversion = { ...soundFor(name), variant: 'crm-form:short' };
      expect(textOf(name, [conversion]), name).not.toContain('crm-form');
      const settings = { ...SETTINGS[name], variantField: 'landing_variant' };
      const { uploads } = prepareUploads(name, [conversion], { settings, now: NOW });
      expect(JSON.stringify(uploads), name).toContain('crm-form:short');
    }
  });

  test('for LinkedIn has its list of ids even when it is empty', ({ expect }) => {
    const plain = { firstName: 'Ada', lastName: 'Lovelace' };
    const named = { ...soundFor('linkedin'), clicks: {}, digests: {}, plain };
    expect(textOf('linkedin', [named])).toContain('"user":{"userIds":[],"userInfo":{');
  });

  test('of people beside a click of iOS holds the click alone', ({ expect }) => {
    const clicks = { wbraid: 'CjkKCQjw' };
    const text = textOf('google-data-manager', [{ ...soundFor('google-data-manager'), clicks }]);
    expect(text).toContain('"adIdentifiers":{"wbraid":"CjkKCQjw"}');
    expect(text).not.toContain('userData');
  });
});

test('a review is safe to open as a spreadsheet; the file for the platform is as it is', ({
  expect,
}) => {
  const formula = aConversion({
    id: '=1+1',
    event: '=HYPERLINK("x")',
    clicks: { gclid: GCLID },
    clickedAt: undefined,
  });
  const { findings, uploads } = prepare('google-clicks', [formula]);
  expect(reviewCsv([formula], findings)).toContain(`1,'=1+1,new,"'=HYPERLINK(""x"")",`);
  expect(reviewCsv([formula], findings)).not.toContain(GCLID);
  const machine = uploads[0]?.kind === 'file' ? uploads[0].text : '';
  expect(machine).toContain(`${GCLID},"=HYPERLINK(""x"")",2026-02-01 15:30:00,200.00,GBP,=1+1`);
});

test('a conversion finds its format', ({ expect }) => {
  const clicked = soundFor('google-clicks');
  const lost: UploadConversion = { ...clicked, action: 'retract' };
  expect(formatOf('google', 'file', clicked)).toBe('google-clicks');
  expect(formatOf('google', 'file', { ...clicked, clicks: {} })).toBe('google-leads');
  expect(formatOf('google', 'request', clicked)).toBe('google-data-manager');
  expect(formatOf('google', 'request', lost)).toBe('google-adjustments');
  expect(formatOf('microsoft', 'request', lost)).toBe('microsoft-bulk');
  expect(formatOf('ga4', 'request', lost)).toBe('ga4');
  expect(formatOf('meta', 'request', lost)).toBeNull();
  expect(formatOf('meta', 'file', clicked)).toBeNull();
});

function prepare(name: FormatName, conversions: readonly UploadConversion[], now = NOW) {
  return prepareUploads(name, conversions, { settings: SETTINGS[name], now });
}

function textOf(name: FormatName, conversions: readonly UploadConversion[], now = NOW): string {
  const { uploads } = prepare(name, conversions, now);
  return uploads
    .map((upload) => (upload.kind === 'file' ? upload.text : JSON.stringify(sentOf(upload))))
    .join('\n');
}

/** What leaves of a request. */
function sentOf({ path, headers, body }: UploadRequest) {
  return { path, headers, body };
}

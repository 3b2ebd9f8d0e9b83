import { describe, test } from 'vitest';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { ADA, aConversion, GCLID, knownAs, MSCLKID } from './conversions.ts';
import { built, same } from './golden.ts';

const LONDON = { timeZone: 'Europe/London' };
const LOST_AT = Date.UTC(2026, 1, 20, 9, 5, 7);
const MARCH = Date.UTC(2026, 2, 1);

describe('Google Ads', () => {
  test('files of clicks are as its template, in local time', ({ expect }) => {
    const clicked = (clicks: Record<string, string>, given: Partial<UploadConversion> = {}) =>
      aConversion({ clicks, clickedAt: undefined, ...given });
    const files = built(
      'google-clicks',
      LONDON,
      Date.UTC(2026, 10, 1),
    )([
      clicked({ gclid: GCLID, gbraid: 'not-this-one' }),
      clicked({ gbraid: '0AAAAADgb-1_x' }, { id: 'deal-816' }),
      clicked(
        { gclid: GCLID },
        {
          id: 'deal-813',
          event: 'Won, "big"',
          occurredAt: Date.UTC(2026, 6, 1, 12),
          value: { minor: 20_000, currency: 'JPY' },
        },
      ),
      clicked(
        { gclid: 'EAIaIQobChMI' },
        {
          id: 'deal-814',
          event: '=Qualified lead',
          occurredAt: Date.UTC(2026, 9, 25, 0, 30),
          value: null,
        },
      ),
      clicked(
        { gclid: 'EAIaIQobChMI' },
        {
          id: 'deal-815',
          event: '=Qualified lead',
          occurredAt: Date.UTC(2026, 9, 25, 1, 30),
          value: { minor: 5, currency: 'EUR' },
        },
      ),
    ]);
    same(expect, files, ['google-ads-gclid.csv', 'google-ads-gbraid.csv']);
    expect(files.map(({ conversions }) => conversions.map(({ id }) => id))).toEqual([
      ['deal-812', 'deal-813', 'deal-814', 'deal-815'],
      ['deal-816'],
    ]);
  });

  test('files without order ids have the five columns alone', ({ expect }) => {
    const settings = { ...LONDON, orderIds: false };
    const clicks = { gclid: GCLID };
    same(expect, built('google-clicks', settings)([aConversion({ clicks })]), [
      'google-ads-gclid-template.csv',
    ]);
    const lost = aConversion({ clicks, action: 'retract', adjustedAt: LOST_AT });
    same(expect, built('google-adjustments', settings, MARCH)([lost]), [
      'google-ads-adjustments-by-click.csv',
    ]);
  });

  test('files of leads carry digests and consent', ({ expect }) => {
    const lead = aConversion(knownAs('google', ADA));
    same(expect, built('google-leads', LONDON)([lead]), ['google-ads-leads.csv']);
  });

  test('files of adjustments take back and correct', ({ expect }) => {
    const lost = aConversion({ action: 'retract', adjustedAt: LOST_AT });
    const refunded = aConversion({
      id: 'deal-813',
      action: 'restate',
      adjustedAt: LOST_AT,
      value: { minor: 15_000, currency: 'GBP' },
    });
    same(expect, built('google-adjustments', LONDON, MARCH)([lost, refunded]), [
      'google-ads-adjustments.csv',
    ]);
  });
});

describe('Microsoft Advertising', () => {
  const won = aConversion({ event: 'Closed won', clicks: { msclkid: MSCLKID } });

  test('files have UTC times and an offset, no name of a zone', ({ expect }) => {
    const noon = { id: 'deal-814', occurredAt: Date.UTC(2026, 1, 2, 12), value: null };
    const midnight = { id: 'deal-813', occurredAt: Date.UTC(2026, 1, 2), value: null };
    same(expect, built('microsoft-file', {})([won, { ...won, ...midnight }, { ...won, ...noon }]), [
      'microsoft-advertising.csv',
    ]);
    const person = { ...won, clicks: {}, ...knownAs('microsoft', ADA) };
    same(expect, built('microsoft-file', {})([person]), ['microsoft-advertising-people.csv']);
  });

  test('bulk files report, restate and retract', ({ expect }) => {
    const changed = { ...won, adjustedAt: LOST_AT };
    const records: readonly UploadConversion[] = [
      won,
      { ...changed, action: 'restate', value: { minor: 15_000, currency: 'GBP' } },
      {
        ...changed,
        id: 'deal-813',
        action: 'retract',
        clicks: { msclkid: 'f894f652ea334e739002f7167ab8f8e3' },
      },
    ];
    same(expect, built('microsoft-bulk', {}, MARCH)(records), ['microsoft-advertising-bulk.csv']);
  });
});

import { describe, test } from 'vitest';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { ADA, aConversion, GCLID, knownAs, MSCLKID, WON_AT } from './conversions.ts';
import { built, sameRequest } from './golden.ts';

describe('requests', () => {
  const page = {
    url: 'https://lp.example.com/demo',
    userAgent: 'Mozilla/5.0 (iPhone)',
    ip: '203.0.113.9',
  };

  test('Google Data Manager: RFC 3339, digests and consent per event', ({ expect }) => {
    const settings = { accountId: '123-456-7890', loginAccountId: '987-654-3210' };
    const uploads = built(
      'google-data-manager',
      settings,
    )([
      aConversion({ actionId: '987654321', clicks: { gclid: GCLID }, ...knownAs('google', ADA) }),
    ]);
    sameRequest(expect, uploads, 'google-data-manager.json', '/v1/events:ingest');
  });

  test('Microsoft Conversions API: seconds, the phone as digits', ({ expect }) => {
    const uploads = built('microsoft-capi', { tagId: '97001234' })([
      {
        ...aConversion({ event: 'Closed won', clicks: { msclkid: MSCLKID } }),
        ...knownAs('microsoft', ADA),
      },
    ]);
    sameRequest(expect, uploads, 'microsoft-capi.json', '/v1/97001234/events');
  });

  test('Meta: seconds, digests in lists, cookies and browser as they are', ({ expect }) => {
    const settings = {
      datasetId: '123',
      actionSource: 'website' as const,
      testEventCode: 'TEST123',
    };
    const uploads = built(
      'meta',
      settings,
    )([
      aConversion({
        event: 'Purchase',
        page,
        clicks: { fbclid: 'IwAR0-AbC_d' },
        cookies: { fbp: 'fb.1.1769955000000.1098115397' },
        ...knownAs('meta', ADA),
      }),
    ]);
    sameRequest(expect, uploads, 'meta.json', '/v24.0/123/events');
  });

  test('LinkedIn: milliseconds, an amount as text, a batch', ({ expect }) => {
    const uploads = built(
      'linkedin',
      {},
    )([
      aConversion({
        event: '104012',
        clicks: { li_fat_id: 'aa7f2d4e-0e1c-4b5f-9d31-0c6b1f1e2d3c' },
        ...knownAs('linkedin', ADA),
      }),
    ]);
    sameRequest(expect, uploads, 'linkedin.json', '/rest/conversionEvents');
    expect(uploads[0]).toMatchObject({
      headers: {
        'linkedin-version': '202603',
        'x-restli-protocol-version': '2.0.0',
        'x-restli-method': 'BATCH_CREATE',
      },
    });
  });

  test('TikTok: seconds, the phone with its plus', ({ expect }) => {
    const settings = { source: 'web' as const, sourceId: 'C0PIXEL', testEventCode: 'TEST1' };
    const uploads = built(
      'tiktok',
      settings,
    )([
      aConversion({
        event: 'SubmitForm',
        page,
        clicks: { ttclid: 'E.C.P.CrIB-x_9' },
        cookies: { ttp: '2AbCdEfGh' },
        ...knownAs('tiktok', ADA),
      }),
    ]);
    sameRequest(expect, uploads, 'tiktok.json', '/open_api/v1.3/event/track/');
  });

  test('GA4: microseconds, the client of the tag, and a refund of a part', ({ expect }) => {
    const cookies = { gaClientId: '1234567890.1769955000', gaSessionId: '1769955000' };
    const path = '/mp/collect?measurement_id=G-ABC123';
    const won = aConversion({ event: 'purchase', cookies });
    const build = built('ga4', { measurementId: 'G-ABC123' });
    sameRequest(expect, build([{ ...won, ...knownAs('ga4', ADA) }]), 'ga4.json', path);
    const refunded: UploadConversion = {
      ...won,
      leadId: '',
      action: 'restate',
      adjustedAt: WON_AT + 4.5 * 3_600_000,
      reported: won.value,
      value: { minor: 15_000, currency: 'GBP' },
    };
    sameRequest(expect, build([refunded]), 'ga4-refund.json', path);
  });
});

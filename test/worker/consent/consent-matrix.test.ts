import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { allowsAdUse } from '#experiments/contract/consent.ts';
import { type ConsentRule, consentRuleFor } from '#experiments/definition/settings/consent-rule.ts';
import { siteSchema } from '#experiments/definition/settings/site.ts';
import { consentOf } from '#worker/visitor/consent.ts';
import { ORIGIN } from '../visit.ts';

const NOW = Date.UTC(2026, 2, 2);

test('nothing is used for ads without a yes that nothing takes back: every combination', () => {
  let allowed = 0;
  for (const gpc of [false, true]) {
    for (const box of [null, false, true]) {
      for (const banner of [null, false, true]) {
        for (const rule of ['ask', 'opt-out'] as const) {
          const request = new Request(ORIGIN, { headers: gpc ? { 'Sec-GPC': '1' } : {} });
          const snapshot = consentOf(request, {
            mode: 'strict',
            form: box === null ? null : { ticked: box, version: 'box-1' },
            choice:
              banner === null
                ? null
                : {
                    measurement: true,
                    adUserData: banner,
                    adPersonalization: false,
                    version: '1',
                    at: NOW,
                  },
            rule,
            now: NOW,
          });
          // The nearest question decides: the form's box, else the banner, else the country's rule.
          const said = box ?? banner ?? rule === 'opt-out';
          expect(allowsAdUse(snapshot), `${gpc} ${box} ${banner} ${rule}`).toBe(said && !gpc);
          expect(snapshot.gpc).toBe(gpc);
          expect(snapshot.adPersonalization === 'granted').toBe(false);
          expect(snapshot.from).toBe(box !== null ? 'form' : banner !== null ? 'banner' : 'rule');
          if (allowsAdUse(snapshot)) allowed += 1;
        }
      }
    }
  }
  expect(allowed).toBe(9);
});

test('where site.yaml says nothing, Europe and whoever cannot be placed are asked first', () => {
  const { consent } = siteSchema.parse({
    name: 'Test',
    origin: ORIGIN,
    timeZone: 'UTC',
    currency: 'EUR',
    business: 'lead-gen',
  });
  const strict: ConsentRule = { mode: 'strict', adUse: 'ask' };
  for (const country of ['DE', 'FR', 'IS', 'NO', 'LI', 'RE', 'GB', 'CH', '']) {
    expect(consentRuleFor(consent, country), country).toEqual(strict);
  }
  for (const country of ['US', 'JP', 'TR', 'RS']) {
    expect(consentRuleFor(consent, country), country).toEqual({ mode: 'cookie', adUse: 'ask' });
  }
  const groups = [{ countries: ['US'], mode: 'cookie' as const, adUse: 'opt-out' as const }];
  expect(consentRuleFor({ ...consent, groups }, 'US').adUse).toBe('opt-out');
  expect(consentRuleFor({ ...consent, groups }, 'DE').mode).toBe('cookie');
});

test('the site says that it takes GPC for a no', async () => {
  const gpc = await exports.default.fetch(new Request(`${ORIGIN}/.well-known/gpc.json`));
  expect(await gpc.json()).toEqual({ gpc: true, lastUpdate: '2026-01-01' });
});

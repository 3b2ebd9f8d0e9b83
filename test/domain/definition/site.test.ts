import { describe, test } from 'vitest';
import { complaints, LANDING, replaced, VALID } from './project.ts';

describe('landings, metrics and site', () => {
  test('keep every path and form to one landing', ({ expect }) => {
    expect(
      complaints({ 'site/landing/second.yaml': replaced(LANDING, '/crm/thanks/', '/crm/') }),
    ).toEqual([
      'site/landing/second.yaml:1  path: the path /crm/ is taken by site/landing/crm.yaml:1.',
      'site/landing/second.yaml:12  sections[1].form: the form "demo" is taken by site/landing/crm.yaml:12.',
      'site/landing/second.yaml:19  thanks.path: the path /crm/ is taken by site/landing/crm.yaml:1.',
    ]);
  });

  test('leave the pages of the site their paths', ({ expect }) => {
    expect(
      complaints({ 'site/landing/crm.yaml': replaced(LANDING, '/crm/thanks/', '/privacy/') }),
    ).toEqual([
      'site/landing/crm.yaml:19  thanks.path: the path /privacy/ is taken by site/pages/privacy.astro.',
    ]);
  });

  test('keep out of hidden and reserved paths', ({ expect }) => {
    expect(
      complaints({
        'site/landing/crm.yaml': replaced(LANDING, 'path: /crm/\n', 'path: /_v/crm/\n'),
      }),
    ).toEqual([
      'site/landing/crm.yaml:1  path: is "/_v/crm/". Allowed: starts and ends with "/", lower-case, for example /crm/.',
    ]);
    expect(
      complaints({
        'site/landing/crm.yaml': replaced(LANDING, 'path: /crm/\n', 'path: /report/crm/\n'),
      }),
    ).toEqual([
      'site/landing/crm.yaml:1  path: is "/report/crm/": paths below /report/ belong to the report.',
    ]);
  });

  test('average only what has a value, within what is kept, each metric once', ({ expect }) => {
    const metrics = `- { id: demo-request, label: Demos, type: proportion, source: submit, match: demo, windowDays: 500 }
- { id: cta-click, label: Clicks, type: mean, source: click, match: cta, windowDays: 14, currency: EUR }
- { id: cta-click, label: Won, type: proportion, source: stage, match: wonn, windowDays: 14 }
`;
    expect(complaints({ 'experiments/metrics.yaml': metrics })).toEqual([
      'experiments/metrics.yaml:1  [0].windowDays: is 500 days, but events are kept for 400 (retention.eventDays in site/site.yaml). Allowed: at most 400.',
      'experiments/metrics.yaml:2  [1].source: a mean metric averages money, and "click" carries none. Allowed: stage, order or browser-value.',
      'experiments/metrics.yaml:3  [2].id: "cta-click" is already the id of the metric in line 2.',
      'experiments/metrics.yaml:3  [2].match: "wonn" is no stage. Allowed: lead, qualified, opportunity, won, lost or refunded. Did you mean "won"?',
    ]);
  });

  test('keep what a lead saw for as long as its sale may take', ({ expect }) => {
    const metrics = (windowDays: number) => ({
      'experiments/metrics.yaml': `${VALID['experiments/metrics.yaml']}
- { id: won, label: Won, type: proportion, source: stage, match: won, windowDays: ${windowDays} }
`,
    });
    const site = (retention: string) => ({
      'site/site.yaml': `${VALID['site/site.yaml']}\nretention: ${retention}\n`,
    });
    expect(complaints({ ...metrics(365), ...site('{ eventDays: 90 }') })).toEqual([]);
    expect(complaints({ ...metrics(730), ...site('{ eventDays: 90, linkDays: 730 }') })).toEqual(
      [],
    );
    expect(complaints({ ...metrics(730), ...site('{ eventDays: 90 }') })).toEqual([
      expect.stringMatching(
        /windowDays: is 730 days, but what a lead saw is kept for 400: set retention\.linkDays in site\/site\.yaml to 730 or more\. Allowed: at most 400\.$/,
      ),
    ]);
    const shop = site('{ eventDays: 30 }')['site/site.yaml'].replace('lead-gen', 'shop');
    expect(complaints({ ...metrics(90), 'site/site.yaml': shop })).toEqual([
      expect.stringContaining('kept for 60: set retention.linkDays'),
    ]);
  });

  for (const origin of [
    'http://example.com/a',
    'https://example.com/',
    'https://example.com?a=b',
    'https://me@example.com',
  ]) {
    test(`have an origin and no address as ${origin}`, ({ expect }) => {
      const valid = VALID['site/site.yaml'] ?? '';
      const site = replaced(valid, 'origin: https://go.halden.example', `origin: ${origin}`);
      expect(complaints({ 'site/site.yaml': site })).toEqual([
        expect.stringMatching(
          /^site\/site\.yaml:\d+ {2}origin: is ".+"\. Allowed: scheme, host and port only, without a path or a slash at the end, for example https:\/\/go\.example\.com\.$/,
        ),
      ]);
    });
  }

  test('promise no zone, currency or consent mode that nobody applies', ({ expect }) => {
    const site = `name: Halden
origin: https://go.halden.example
timeZone: Europe/Berlim
currency: EUU
business: lead-gen
consent: { unknown: strict, elsewhere: cookie, groups: [] }
`;
    expect(complaints({ 'site/site.yaml': site })).toEqual([
      'site/site.yaml:3  timeZone: "Europe/Berlim" is no time zone. Allowed: an IANA name, for example Europe/Berlin. Did you mean "Europe/Berlin"?',
      'site/site.yaml:4  currency: "EUU" is no currency. Allowed: an ISO 4217 code, for example EUR.',
    ]);
    const unknown = site.replace('unknown: strict', 'unknown: cookiless');
    expect(complaints({ 'site/site.yaml': unknown })).toEqual([
      'site/site.yaml:6  consent.unknown: is "cookiless". Allowed: strict, cookie, cookieless or off. Did you mean "cookieless"?',
    ]);
  });
});

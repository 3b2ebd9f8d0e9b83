import { describe, test } from 'vitest';
import {
  complaints,
  EXPERIMENT,
  EXPERIMENT_FILE,
  experimentComplaints,
  LANDING,
  replaced,
} from './project.ts';

const AT = 'experiments/catalog/headline.yaml';
const SECOND = replaced(replaced(EXPERIMENT, 'id: headline', 'id: lead'), 'hero.headline', 'hero.lead');

describe('an experiment by itself', () => {
  test('has weights that make 10 000', ({ expect }) => {
    expect(experimentComplaints('weightBp: 5000 }', 'weightBp: 4000 }')).toEqual([
      `${AT}:13  variants: the weights 4000 + 5000 make 9000. Allowed: 10000 in sum.`,
    ]);
  });

  test('takes part of the traffic between nothing and everything', ({ expect }) => {
    expect(experimentComplaints('seed:', 'allocationBp: 10001\nseed:')).toEqual([
      `${AT}:12  allocationBp: is 10001. Allowed: at most 10000.`,
    ]);
    expect(experimentComplaints('seed:', 'allocationBp: 0\nseed:')).toEqual([
      `${AT}:12  warning: allocationBp: is 0: nobody takes part.`,
    ]);
  });

  test('is planned before it runs', ({ expect }) => {
    expect(experimentComplaints('plan: { visitors: 20000 }', 'plan: {}')).toEqual([
      `${AT}:21  plan.visitors: is missing: a running experiment says how many visitors it waits for. Allowed: a whole number from 100.`,
    ]);
  });

  test('says what it expects before it runs, but not as a draft', ({ expect }) => {
    const open = EXPERIMENT.replace(/hypothesis:\n(?: {2}.*\n)+/, '');
    expect(complaints({ [EXPERIMENT_FILE]: open })).toEqual([
      `${AT}:1  hypothesis: is missing: a running experiment says what it expects and why. Allowed: because, change, audience, metric and atLeastBp.`,
    ]);
    const draft = replaced(open, 'status: running', 'status: draft');
    expect(complaints({ [EXPERIMENT_FILE]: draft })).toEqual([]);
  });

  test('shows the page as it is in its control', ({ expect }) => {
    const text = '- { id: control, weightBp: 5000, change: { hero.lead: Shorter. } }';
    expect(experimentComplaints('- { id: control, weightBp: 5000 }', text)).toEqual([
      `${AT}:14  variants[0].change: the first variant is the control and shows the page as it is; "control" changes it.`,
    ]);
  });

  test('calls no two variants the same', ({ expect }) => {
    expect(experimentComplaints('- id: outcome', '- id: control')).toEqual([
      `${AT}:15  variants[1].id: two variants are called "control".`,
    ]);
  });

  test('is named like its file', ({ expect }) => {
    expect(experimentComplaints('id: headline', 'id: headlines')).toEqual([
      `${AT}:1  id: is "headlines", but the file is called "headline". Allowed: headline.`,
    ]);
  });

  test('ends after it starts, whatever the zones', ({ expect }) => {
    const dates = 'startAt: 2026-11-16T06:00:00+01:00\nendAt: 2026-11-16T05:00:00Z\nseed:';
    expect(experimentComplaints('seed:', dates)).toEqual([
      `${AT}:13  endAt: is not after startAt (2026-11-16T06:00:00+01:00).`,
    ]);
  });

  test('has a winner among its variants, and only once it ended', ({ expect }) => {
    expect(experimentComplaints('seed:', 'winner: outcom\nseed:')).toEqual([
      `${AT}:12  winner: "outcom" is no variant. Allowed: control or outcome. Did you mean "outcome"?`,
      `${AT}:12  winner: a running experiment has no winner yet.`,
    ]);
  });

  test('does not use what is not available yet', ({ expect }) => {
    const page = replaced(EXPERIMENT, 'change:\n      hero.headline: 41 minutes less driving', 'page: /crm/');
    expect(complaints({ [EXPERIMENT_FILE]: page })).toEqual([
      `${AT}:17  variants[1].page: another page as a variant is not available yet; describe the variant with change.`,
    ]);
    expect(experimentComplaints('seed:', 'group: crm\nseed:')).toEqual([
      `${AT}:12  group: groups of experiments that share no visitor are not available yet; remove the key.`,
    ]);
  });
});

describe('what an experiment names', () => {
  test('is a metric that exists', ({ expect }) => {
    expect(experimentComplaints('secondary: [cta-click]', 'secondary: [cta-clicks]')).toEqual([
      `${AT}:20  secondary[0]: no metric is called "cta-clicks". Allowed: demo-request or cta-click. Did you mean "cta-click"?`,
    ]);
  });

  test('is a landing that exists, with its slashes', ({ expect }) => {
    expect(experimentComplaints('pages: [/crm/]', 'pages: [crm]')).toEqual([
      `${AT}:11  pages[0]: no landing is at crm. Allowed: /crm/. Did you mean "/crm/"?`,
    ]);
  });

  test('may be a pattern of landings', ({ expect }) => {
    expect(experimentComplaints('pages: [/crm/]', 'pages: [/c*]')).toEqual([]);
  });

  test('is a metric that its pages fire: an error for the primary one', ({ expect }) => {
    const metrics = `- { id: demo-request, label: Demos, type: proportion, source: submit, match: demos, windowDays: 14 }
- { id: cta-click, label: Clicks, type: proportion, source: click, match: buy, windowDays: 14 }
`;
    expect(complaints({ 'experiments/metrics.yaml': metrics })).toEqual([
      `${AT}:19  primary: nothing on /crm/ fires "demo-request" (submit demos) in variant "control". Allowed: demo. Did you mean "demo"?`,
      `${AT}:20  warning: secondary[0]: nothing on /crm/ fires "cta-click" (click buy) in variant "control". Allowed: cta.`,
    ]);
  });

  test('is fired in every variant, also where a change takes the button away', ({ expect }) => {
    const change = "hero.action: { label: Book, href: '#demo-form' }";
    expect(experimentComplaints('hero.headline: 41 minutes less driving', change)).toEqual([
      `${AT}:20  warning: secondary[0]: nothing on /crm/ fires "cta-click" (click cta) in variant "outcome".`,
    ]);
  });

  test('is free once it has ended, for pages move on', ({ expect }) => {
    const ended = replaced(EXPERIMENT, 'status: running', 'status: ended\nlearned: Owners read it.');
    const moved = replaced(replaced(ended, '/crm/', '/old/'), 'hero.headline', 'top.title');
    expect(complaints({ [EXPERIMENT_FILE]: moved })).toEqual([]);
  });
});

describe('experiments that meet on a page', () => {
  test('may change different keys', ({ expect }) => {
    expect(complaints({ 'experiments/catalog/lead.yaml': SECOND })).toEqual([]);
  });

  test('may not change the same key', ({ expect }) => {
    const same = replaced(SECOND, 'hero.lead', 'hero.headline');
    expect(complaints({ 'experiments/catalog/lead.yaml': same })).toEqual([
      'experiments/catalog/lead.yaml:18  variants[1].change.hero.headline: "headline" changes hero.headline on /crm/ too (experiments/catalog/headline.yaml:18); two running experiments may not share a key, because then neither knows what its visitors saw.',
    ]);
  });

  test('may not change a key and a part of it', ({ expect }) => {
    const whole = replaced(EXPERIMENT, 'hero.headline: 41 minutes less driving', "hero.action: { label: Go, href: '#demo-form', name: cta }");
    const part = replaced(SECOND, 'hero.lead: 41 minutes less driving', 'hero.action.label: Go on');
    const [first] = complaints({ [EXPERIMENT_FILE]: whole, 'experiments/catalog/lead.yaml': part });
    expect(first).toContain('"headline" changes hero.action on /crm/ too');
  });

  test('are only warned when one of them is a draft', ({ expect }) => {
    const draft = replaced(replaced(SECOND, 'hero.lead', 'hero.headline'), 'status: running', 'status: draft');
    const [first, second] = complaints({ 'experiments/catalog/lead.yaml': draft });
    expect(first).toContain('experiments/catalog/lead.yaml:18  warning: ');
    expect(second).toBeUndefined();
  });

  test('give at most sixteen pages, and the arithmetic is shown', ({ expect }) => {
    const wide = (id: string, key: string) =>
      EXPERIMENT.replace('id: headline', `id: ${id}`).replace(
        /variants:[^]*(?=primary:)/,
        `variants:
  - { id: control, weightBp: 4000 }
  - { id: b, weightBp: 2000, change: { ${key}: One } }
  - { id: c, weightBp: 2000, change: { ${key}: Two } }
  - { id: d, weightBp: 1000, change: { ${key}: Three } }
  - { id: e, weightBp: 1000, change: { ${key}: Four } }
`,
      );
    expect(
      complaints({
        [EXPERIMENT_FILE]: wide('headline', 'hero.headline'),
        'experiments/catalog/lead.yaml': wide('lead', 'hero.lead'),
      }),
    ).toEqual([
      'experiments/catalog/lead.yaml:11  pages: /crm/ would need 5 × 5 = 25 static pages (headline has 5 and lead has 5). Allowed: at most 16 per landing: end one of them, or drop a variant.',
    ]);
  });
});

describe('landings, metrics and site', () => {
  test('keep every path and form to one landing', ({ expect }) => {
    expect(complaints({ 'site/landing/second.yaml': replaced(LANDING, '/crm/thanks/', '/crm/') })).toEqual([
      'site/landing/second.yaml:1  path: the path /crm/ is taken by site/landing/crm.yaml:1.',
      'site/landing/second.yaml:12  sections[1].form: the form "demo" is taken by site/landing/crm.yaml:12.',
      'site/landing/second.yaml:19  thanks.path: the path /crm/ is taken by site/landing/crm.yaml:1.',
    ]);
  });

  test('keep out of hidden and reserved paths', ({ expect }) => {
    expect(complaints({ 'site/landing/crm.yaml': replaced(LANDING, 'path: /crm/\n', 'path: /_v/crm/\n') })).toEqual([
      'site/landing/crm.yaml:1  path: is "/_v/crm/". Allowed: starts and ends with "/", lower-case, for example /crm/.',
    ]);
    expect(complaints({ 'site/landing/crm.yaml': replaced(LANDING, 'path: /crm/\n', 'path: /report/crm/\n') })).toEqual([
      'site/landing/crm.yaml:1  path: is "/report/crm/". Allowed: paths below /report/ belong to the report.',
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

  test('promise no consent mode, zone or currency that nobody applies', ({ expect }) => {
    const site = `name: Halden
origin: https://go.halden.example
timeZone: Europe/Berlim
currency: EUU
business: lead-gen
consent: { unknown: strict, elsewhere: cookie, groups: [{ countries: [DE], mode: cookieless }] }
`;
    expect(complaints({ 'site/site.yaml': site })).toEqual([
      'site/site.yaml:3  timeZone: "Europe/Berlim" is no time zone. Allowed: an IANA name, for example Europe/Berlin. Did you mean "Europe/Berlin"?',
      'site/site.yaml:4  currency: "EUU" is no currency. Allowed: an ISO 4217 code, for example EUR.',
      'site/site.yaml:6  consent.unknown: consent mode "strict" is not available yet. Allowed: cookie.',
      'site/site.yaml:6  consent.groups[0].mode: consent mode "cookieless" is not available yet. Allowed: cookie.',
    ]);
  });
});

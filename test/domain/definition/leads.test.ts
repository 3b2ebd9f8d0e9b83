import { expect, test } from 'vitest';
import { complaints, LANDING, replaced, VALID } from './project.ts';

const SITE = VALID['site/site.yaml'] ?? '';
const asking = replaced(LANDING, 'submit:', 'confirm: true\n    submit:');

test('a form that asks by e-mail needs to know from whom, and has an address to ask', () => {
  expect(complaints({ 'site/landing/crm.yaml': asking })).toEqual([
    expect.stringMatching(
      /^site\/landing\/crm.yaml:\d+ {2}sections\[1\]\.confirm: asks by e-mail, and leads\.confirmation in site\/site\.yaml does not say from whom it comes\.$/,
    ),
  ]);
  const confirmation = 'leads: { confirmation: { from: hello@halden.example } }\n';
  expect(
    complaints({ 'site/landing/crm.yaml': asking, 'site/site.yaml': SITE + confirmation }),
  ).toEqual([]);
});

test('a country whose numbers nobody can read is named', () => {
  const site = `${SITE}leads: { phoneCountry: XK }\n`;
  expect(complaints({ 'site/site.yaml': site })).toEqual([
    expect.stringContaining(
      'leads.phoneCountry: how numbers are dialled in "XK" is not known here',
    ),
  ]);
});

test('a metric of confirmed leads needs a form that asks', () => {
  const metrics = `${VALID['experiments/metrics.yaml']}- { id: confirmed, label: Confirmed, type: proportion, source: confirm, match: demo, windowDays: 14 }\n`;
  const [file = '', experiment = ''] =
    Object.entries(VALID).find(([name]) => name.startsWith('experiments/catalog/')) ?? [];
  const counting = { ...VALID, 'experiments/metrics.yaml': metrics };
  const primary = experiment.replace(/primary: .*/, 'primary: confirmed');
  const change = { ...counting, [file]: primary };
  expect(complaints(change).join()).toContain('nothing on /crm/ fires "confirmed" (confirm demo)');
  const confirmation = 'leads: { confirmation: { from: hello@halden.example } }\n';
  const asks = { 'site/landing/crm.yaml': asking, 'site/site.yaml': SITE + confirmation };
  expect(complaints({ ...change, ...asks }).join()).not.toContain('fires "confirmed"');
});

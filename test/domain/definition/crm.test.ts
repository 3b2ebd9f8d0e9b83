import { describe, expect, test } from 'vitest';
import { compileProject, complaints, replaced } from './project.ts';

const FILE = 'site/crm.yaml';
const CRM = `destinations:
  - id: hubspot
    type: hubspot
    secret: TRUELIFT_HUBSPOT_TOKEN
    forms: [demo]
    fields: { email: email }
    facts: { utm_campaign: tl_campaign }
  - id: sales
    type: salesforce
    instanceUrl: https://acme.my.salesforce.com
    secret: TRUELIFT_SALESFORCE_TOKEN
    fields: { email: Email }
    otherwise: { LastName: unknown, Company: unknown }
sources:
  - id: hubspot
    verify: hubspot-v3
    secrets: [TRUELIFT_HUBSPOT_SECRET]
    stages: { closedwon: won }
`;

const said = (from: string, to: string) => complaints({ [FILE]: replaced(CRM, from, to) });

describe('site/crm.yaml', () => {
  test('goes into the catalog with what it leaves out, and need not be there', () => {
    const compiled = compileProject({ [FILE]: CRM });
    expect(compiled).toMatchObject({
      ok: true,
      catalog: {
        crm: {
          destinations: [
            { baseUrl: 'https://api.hubapi.com', existing: 'keep' },
            { apiVersion: '62.0', facts: {} },
          ],
          sources: [{ stages: { closedwon: 'won' } }],
        },
      },
    });
    expect(compileProject()).toMatchObject({
      catalog: { crm: { destinations: [], sources: [] } },
    });
  });

  test.for([
    [
      'type: hubspot',
      'type: hubsbot',
      'site/crm.yaml:3  destinations[0].type: is "hubsbot". Allowed: webhook, hubspot or salesforce. Did you mean "hubspot"?',
    ],
    [
      'utm_campaign: tl',
      'utm_campain: tl',
      'site/crm.yaml:7  destinations[0].facts.utm_campain: is not a key here. Allowed: lead_id, form, landing, submitted_at, utm_source, utm_medium, utm_campaign, utm_term, utm_content, experiments, consent_ads or consent_version. Did you mean "utm_campaign"?',
    ],
    [
      'forms: [demo]',
      'forms: [demos]',
      'site/crm.yaml:5  destinations[0].forms[0]: there is no form "demos". Allowed: demo. Did you mean "demo"?',
    ],
    [
      '{ email: email }',
      '{ emial: email }',
      'site/crm.yaml:6  destinations[0].fields.emial: no form has the field "emial". Allowed: email or phone. Did you mean "email"?',
    ],
    [
      'closedwon: won',
      'closedwon: wonn',
      'site/crm.yaml:18  sources[0].stages.closedwon: is "wonn". Allowed: lead, qualified, opportunity, won, lost or refunded. Did you mean "won"?',
    ],
    [
      'TRUELIFT_HUBSPOT_TOKEN',
      'pat-eu1-0000',
      'site/crm.yaml:4  destinations[0].secret: is "pat-eu1-0000". Allowed: the name of a secret, never the secret itself: TRUELIFT_ and capital letters.',
    ],
    [
      'https://acme.my.salesforce.com',
      'http://acme.my.salesforce.com',
      'site/crm.yaml:10  destinations[1].instanceUrl: is "http://acme.my.salesforce.com". Allowed: an https address.',
    ],
    [
      'tl_campaign',
      'email',
      'site/crm.yaml:7  destinations[0].facts.utm_campaign: "email" is given twice.',
    ],
    ['id: sales', 'id: hubspot', 'site/crm.yaml:8  destinations[1].id: "hubspot" is there twice.'],
    [
      ', Company: unknown',
      '',
      'site/crm.yaml:12  destinations[1].fields: nothing becomes Company, without which Salesforce takes no lead: map a field to it, or say under "otherwise" what it gets.',
    ],
  ] as const)('%s → %s is refused with its line and what would be right', ([from, to, line]) => {
    expect(said(from, to)).toContain(line);
  });
});

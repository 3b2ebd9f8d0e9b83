import { describe, test } from 'vitest';
import { compileProject, complaints } from './project.ts';

const FILE = 'site/platforms.yaml';
const METRICS = `- { id: demo-request, label: Demo requests, type: proportion, source: submit, match: demo, windowDays: 14 }
- { id: cta-click, label: Clicks, type: proportion, source: click, match: cta, windowDays: 14 }
- { id: qualified, label: Qualified, type: proportion, source: stage, match: qualified, windowDays: 45 }
- { id: sold, label: Sales, type: proportion, source: stage, match: won, windowDays: 180 }
`;
const won = '{ stage: won, event: Closed won, value: amount }';

describe('platforms.yaml', () => {
  test('may be missing, and gives every platform its own defaults', ({ expect }) => {
    const without = compileProject();
    expect(without.ok && without.catalog.platforms).toEqual({});
    const compiled = compileProject({ [FILE]: `google: { conversions: [${won}] }` });
    expect(compiled.ok && compiled.catalog.platforms.google).toMatchObject({
      enabled: true,
      send: 'file',
      windowDays: 90,
      variantField: 'off',
      conversions: [{ stage: 'won', event: 'Closed won', value: 'amount' }],
    });
  });

  test('says what is no key, no stage and no value, and what was probably meant', ({ expect }) => {
    expect(
      complaints({
        [FILE]: `gogle: {}
meta: { datasetId: '1', conversions: [{ stage: wonn, event: Purchase, value: ammount }] }
`,
      }),
    ).toEqual([
      `${FILE}:1  gogle: is not a key here. Allowed: google, microsoft, meta, linkedin, tiktok or ga4. Did you mean "google"?`,
      `${FILE}:2  meta.conversions[0].stage: is "wonn". Allowed: lead, qualified, opportunity or won. Did you mean "won"?`,
      `${FILE}:2  meta.conversions[0].value: is "ammount". Allowed: none, amount, expected or fixed. Did you mean "amount"?`,
    ]);
  });

  test('refuses values that the stage does not have', ({ expect }) => {
    expect(
      complaints({
        [FILE]: `google:
  conversions:
    - { stage: qualified, event: A, value: amount }
    - { stage: won, event: B, value: expected }
    - { stage: lead, event: C, value: fixed }
    - { stage: lead, event: C, fixedMinor: 100 }
`,
      }),
    ).toEqual([
      `${FILE}:3  google.conversions[0].value: is "amount": only a deal that is won has an amount; before that, "expected" estimates it.`,
      `${FILE}:4  google.conversions[1].value: is "expected": a deal that is won has its amount: write "amount".`,
      `${FILE}:5  google.conversions[2].fixedMinor: a fixed value needs an amount in cents, for example 25000.`,
      `${FILE}:6  google.conversions[3].fixedMinor: is 100: an amount stands beside "value: fixed" alone.`,
    ]);
  });

  test('asks for what sending needs, and never for a secret itself', ({ expect }) => {
    expect(
      complaints({
        [FILE]: `google: { send: api, conversions: [${won}] }
meta: { send: api, datasetId: '1', secret: EAAB1234, conversions: [${won}] }
linkedin: { conversions: [${won}] }
`,
      }),
    ).toEqual([
      `${FILE}:2  meta.secret: is "EAAB1234". Allowed: the name of a secret, never the secret itself: TRUELIFT_ and capital letters.`,
    ]);
    expect(
      complaints({
        [FILE]: `google: { send: api, conversions: [${won}, ${won}] }
linkedin: { conversions: [${won}] }
`,
      }),
    ).toEqual([
      `${FILE}:1  google.conversions[1].event: "Closed won" is told of already in line 1.`,
      `${FILE}:1  google.conversions[1].stage: "won" is told of already in line 1.`,
      `${FILE}:1  google.customerId: is missing: with "send: api" it says whose conversions they are.`,
      `${FILE}:1  google.conversions[0].actionId: is missing: with "send: api" Google wants the number of the conversion action.`,
      `${FILE}:1  google.conversions[1].actionId: is missing: with "send: api" Google wants the number of the conversion action.`,
      `${FILE}:2  linkedin.conversions[0].event: is "Closed won". Allowed: the number of the conversion rule, from its address in Campaign Manager.`,
    ]);
  });

  test('advises an earlier stage where the sale takes longer than the platform waits', ({
    expect,
  }) => {
    const files = { 'experiments/metrics.yaml': METRICS };
    expect(complaints({ ...files, [FILE]: `google: { conversions: [${won}] }` })).toEqual([
      `${FILE}:1  warning: google.conversions[0].stage: "won" may take 180 days (its metric's windowDays), but the platform takes it for 90 days: later ones will be too late; report "qualified" too, with "value: expected".`,
    ]);
    const both = `google: { conversions: [{ stage: qualified, event: Q }, ${won}] }`;
    expect(complaints({ ...files, [FILE]: both })).toEqual([]);
  });
});

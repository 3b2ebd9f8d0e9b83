import { expect, test } from 'vitest';
import { RATES_FILE } from '#experiments/revenue/read-rates.ts';
import { compileProject, complaints, VALID } from '../definition/project.ts';

const METRICS = 'experiments/metrics.yaml';
const CRM = `sources:
  - { id: shop, verify: bearer, secrets: [TRUELIFT_SHOP_SECRET] }
`;

const metrics = (...lines: string[]) => ({
  [METRICS]: `${VALID[METRICS]}${lines.map((line) => `- { label: A, ${line} }\n`).join('')}`,
  'site/crm.yaml': CRM,
});

test('takes metrics of stages and orders with the windows that sales need', () => {
  const sensible = metrics(
    'id: qualified, type: proportion, source: stage, match: qualified, windowDays: 60',
    'id: pipeline, type: proportion, source: stage, match: [opportunity, won], windowDays: 180',
    'id: lost, type: proportion, source: stage, match: lost, windowDays: 365, direction: down',
    'id: revenue, type: mean, source: stage, match: won, windowDays: 400, currency: EUR, capMinor: 5000000',
    'id: orders, type: proportion, source: order, match: shop, windowDays: 60',
    'id: order-value, type: mean, source: order, match: shop, windowDays: 60, currency: USD',
  );
  expect(complaints(sensible)).toEqual([]);
});

test('refuses deals that could never count, and says what would', () => {
  const impossible = metrics(
    'id: a, type: mean, source: stage, match: qualified, windowDays: 60, currency: EUR',
    'id: b, type: mean, source: stage, match: [opportunity, won], windowDays: 60, currency: EUR',
    'id: c, type: proportion, source: order, match: shopp, windowDays: 60',
  );
  expect(complaints(impossible).map((line) => line.replace(/^\S+ {2}/, ''))).toEqual([
    '[2].match: averages what deals were sold for, and "qualified" is not a sale alone. Allowed: won.',
    '[3].match: averages what deals were sold for, and "opportunity, won" is not a sale alone. Allowed: won.',
    '[4].match: no source of orders is called "shopp" in site/crm.yaml. Allowed: shop. Did you mean "shop"?',
  ]);
});

test('the table of rates travels with the catalog, oldest first, and its faults are told', () => {
  const table = 'date,from,to,rate\n2026-02-01,USD,EUR,0.92\n2026-01-01,USD,EUR,0.9\n';
  const compiled = compileProject({ [RATES_FILE]: table });
  expect(compiled.ok && compiled.catalog.rates?.map(({ day }) => day)).toEqual([
    '2026-01-01',
    '2026-02-01',
  ]);
  expect(complaints({ [RATES_FILE]: 'date,from,to,rate\nyesterday,USD,EUR,1\n' })).toEqual([
    'site/rates.csv:2  date: is "yesterday". Allowed: a day, for example 2026-11-23.',
  ]);
});

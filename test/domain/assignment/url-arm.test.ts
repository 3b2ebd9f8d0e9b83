import { expect, test } from 'vitest';
import { assign, firstEpoch } from '#experiments/assignment/assign.ts';
import { queryParameters } from '#experiments/attribution/query-parameters.ts';
import { experimentSchema } from '#experiments/definition/experiment/experiment.ts';
import { fingerprint } from '#experiments/definition/experiment/fingerprint.ts';
import { visitorFacts } from '../../support/visitor-facts.ts';

const experiment = experimentSchema.parse({
  id: 'ad-arms',
  title: 'Two ads, two pages',
  owner: 'Tests',
  status: 'running',
  pages: ['/crm/'],
  assignedBy: 'url',
  parameter: 'utm_content',
  seed: 'unused',
  variants: [
    { id: 'control', weightBp: 5000, values: ['rsa-a', 'rsa-a2'] },
    { id: 'short', weightBp: 5000, values: ['RSA-B'] },
  ],
  primary: 'qualified',
});

function armOf(query: string, given: Partial<typeof experiment> = {}) {
  const definition = { ...experiment, ...given };
  const state = { epochs: [firstEpoch(definition)], paused: false };
  const id = '0199f4e0-0000-7000-8000-000000000001';
  const facts = visitorFacts({ query: queryParameters(query) });
  const found = assign(definition, state, { id, facts });
  return found.in ? found.variantId : found.reason;
}

test('the address says the arm, in any case of parameter and value', () => {
  expect(armOf('utm_content=rsa-a2')).toBe('control');
  expect(armOf('x=1&UTM_Content=rsa%2Db')).toBe('short');
});

test('an address without the parameter, or with a value of no arm, is in no arm', () => {
  expect(armOf('')).toBe('parameter');
  expect(armOf('utm_content=rsa-c')).toBe('parameter');
  expect(armOf('utm_content=')).toBe('parameter');
});

test('the audience still decides who is meant', () => {
  expect(armOf('utm_content=rsa-a', { audience: { device: ['tablet'] } })).toBe('audience');
});

test('parameter and values may not change while it runs', () => {
  const base = fingerprint(experiment);
  expect(fingerprint({ ...experiment, parameter: 'utm_term' })).not.toBe(base);
  const [control, short] = experiment.variants;
  if (!control || !short) throw new Error('two variants');
  const other = { ...experiment, variants: [control, { ...short, values: ['rsa-c'] }] };
  expect(fingerprint(other)).not.toBe(base);
  expect(fingerprint({ ...experiment, assignedBy: undefined })).not.toBe(base);
});

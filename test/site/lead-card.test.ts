import { expect, test } from 'vitest';
import { consentText } from '#components/report/leads/lead-words.ts';
import { adWords, typedFields } from '#components/report/leads/typed-fields.ts';
import type { FormDefinition, FormField } from '#experiments/definition/landing/form.ts';

const field = (name: string, label: string): FormField => ({
  ...{ name, label, type: 'text', required: false, maxLength: 200 },
});
const WORDS = 'You may tell the ad platform what became of this request.';
const TERMS = 'I have read the terms.';
const form: FormDefinition = {
  id: 'demo',
  landing: '/demo/',
  thanks: '/demo/thanks/',
  fieldsByCombination: {
    '': [field('crews', 'Number of crews'), field('consent', TERMS), field('ad_use', WORDS)],
  },
};
const lead = {
  formId: 'demo',
  fields: { crews: '1 to 9', note: 'Call me', empty: '', consent: TERMS, ad_use: WORDS },
};

test('a lead shows what was typed under the words of the form, and the box for ads once', () => {
  expect(typedFields(lead, [form])).toEqual([
    { label: 'Number of crews', value: '1 to 9' },
    { label: 'note', value: 'Call me' },
    { label: 'Agreed to', value: TERMS },
  ]);
  const consent = { ads: 'granted', adUse: true, gpc: false, from: 'form', version: 'box-1' };
  expect(consentText(consent, adWords(lead))).toBe(`Ads allowed in the form: “${WORDS}”`);
  expect(consentText({ ...consent, ads: 'denied' }, adWords({ fields: null }))).toBe(
    'Ads refused in the form, version box-1',
  );
});

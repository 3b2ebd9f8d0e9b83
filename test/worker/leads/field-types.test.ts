import { expect, test } from 'vitest';
import { fieldsOfForm } from '#experiments/definition/landing/consent-field.ts';
import { type FormField, formFieldSchema } from '#experiments/definition/landing/form.ts';
import { formSectionSchema } from '#experiments/definition/sections/form.ts';
import { en as messages } from '#experiments/words/en.ts';
import { formPage } from '../../../worker/landing/form-page.ts';
import { parsePage } from '../../../worker/landing/page-bytes.ts';
import { readFields } from '../../../worker/routes/form-fields.ts';

function field(type: FormField['type'], more: object = {}): FormField {
  return formFieldSchema.parse({ name: 'it', label: 'It', type, ...more });
}

function errorOf(one: FormField, value: string): string | undefined {
  return readFields([one], new Map([['it', value]]), messages).errors[one.name];
}

test.each([
  ['url', 'company.com', true],
  ['url', 'https://www.company.com/jobs?x=1#top', true],
  ['url', 'company.com:8080/x', true],
  ['url', 'our company', false],
  ['url', 'javascript:alert(1)', false],
  ['url', 'company', false],
  ['date', '2028-02-29', true],
  ['date', '2026-02-30', false],
  ['date', '18.12.2026', false],
] as const)('a %s field given %s is taken: %s', (type, value, taken) => {
  expect(errorOf(field(type), value) === undefined).toBe(taken);
});

test('a choice takes its own options and nothing else', () => {
  const size = field('radio', { options: ['small', 'large'], required: true });
  expect(errorOf(size, 'large')).toBeUndefined();
  expect(errorOf(size, 'huge')).toBe('Please choose one of the options.');
  expect(errorOf(size, '')).toBe('Please choose one.');
});

test.each([
  [{ type: 'radio' }, 'a select or radio needs its options'],
  [{ type: 'date', options: ['a', 'b'] }, 'only a select or radio has options'],
])('a field %o is refused', (more, sentence) => {
  const { error } = formFieldSchema.safeParse({ name: 'it', label: 'It', ...more });
  expect(error?.issues.map(({ message }) => message)).toEqual([sentence]);
});

const written = {
  type: 'form',
  id: 'ask',
  form: 'ask',
  title: 'Ask',
  fields: [{ name: 'email', label: 'Email', type: 'email', required: true }],
  submit: 'Send',
  consent: 'Used for the answer',
};

test('a lead holds the words that its visitor agreed to, not what the request claims', () => {
  const consentBox = { label: 'Yes, call me about Halden.' };
  const fields = fieldsOfForm(formSectionSchema.parse({ ...written, consentBox }));
  const body = new Map([['email', 'ada@company.example']]);
  expect(readFields(fields, body, messages).errors).toEqual({ consent: 'Please tick this box.' });
  const ticked = readFields(fields, new Map([...body, ['consent', 'anything']]), messages);
  expect(ticked.errors).toEqual({});
  expect(ticked.values.consent).toBe('Yes, call me about Halden.');
});

test('a box that may stay empty keeps nothing', () => {
  const consentBox = { label: 'Send me the newsletter.', required: false };
  const fields = fieldsOfForm(formSectionSchema.parse({ ...written, consentBox }));
  const read = readFields(fields, new Map([['email', 'ada@company.example']]), messages);
  expect([read.errors, read.values.consent]).toEqual([{}, '']);
});

test('a form comes back with the choice that was made', async () => {
  const html =
    '<form action="/_tl/forms/f"><input type="radio" name="size" value="small">' +
    '<input type="radio" name="size" value="large"></form>';
  const page = parsePage(new TextEncoder().encode(html));
  const view = { token: '', query: new URLSearchParams(), now: 0 };
  const values = { size: 'large' };
  const answer = { formId: 'f', values, errors: {}, message: 'Again', view, status: 422 };
  const text = await formPage(page, { ...answer, status: 422 }).text();
  expect(text).toMatch(/value="large" checked/);
  expect(text.match(/checked/g)).toHaveLength(1);
});

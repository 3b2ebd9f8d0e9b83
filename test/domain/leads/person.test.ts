import { expect, test } from 'vitest';
import { type FormField, formFieldSchema } from '#experiments/definition/landing/form.ts';
import { emailOf, personOf, regionOf } from '#experiments/leads/person-of.ts';
import { e164 } from '#experiments/leads/phone.ts';

// How numbers are dialled: ITU-T, "Dialling procedures"; fictitious numbers as the regulators give them.
test.each([
  ['+49 30 5550 1420', '', '+493055501420'],
  ['+44 (0)20 7946 0958', '', '+442079460958'],
  ['030 5550-1420', 'DE', '+493055501420'],
  ['0049 30 5550 1420', 'DE', '+493055501420'],
  ['0043 1 234 5678', 'DE', '+4312345678'],
  ['020 7946 0958', 'GB', '+442079460958'],
  ['(202) 555-0147', 'US', '+12025550147'],
  ['1 202 555 0147', 'US', '+12025550147'],
  ['011 49 30 5550 1420', 'US', '+493055501420'],
  ['06 1 555 0123', 'HU', '+3615550123'],
  ['06 5550 1234', 'IT', '+390655501234'],
  ['912 345 678', 'ES', '+34912345678'],
  ['22 555 01 23', 'PL', '+48225550123'],
])('%s typed in "%s" is %s', (typed, country, expected) => {
  expect(e164(typed, country)).toBe(expected);
});

test.each([
  ['030 5550-1420', '', 'no country'],
  ['030 5550-1420', 'XK', 'a country whose rules are not known'],
  ['5550 1420', 'DE', 'a local number without its area'],
  ['555-0147', 'US', 'a local number without its area'],
  ['+0 123 456 789', '', 'no country code begins with 0'],
  ['+49 30 5550 1420 1234 5', '', 'more than 15 digits'],
  ['+49', 'DE', 'too short'],
  ['48 22 555 01 23', 'PL', 'a country code without its +, or a number too long'],
  ['49 30 5550 1420', 'DE', 'a country code without its +, or a local number'],
])('%s typed in "%s" is nothing: %s', (typed, country) => {
  expect(e164(typed, country)).toBeNull();
});

const field = (name: string, more: object = {}): FormField =>
  formFieldSchema.parse({ name, label: name, type: 'text', ...more });

const FIELDS = [
  field('name', { autocomplete: 'name' }),
  field('vorname', { autocomplete: 'given-name' }),
  field('nachname', { autocomplete: 'section-a family-name' }),
  field('mail', { type: 'email' }),
  field('second_mail', { type: 'email' }),
  field('mobil', { type: 'tel' }),
  field('email'),
];

test('a person is read from what the fields say they hold, not from their names', () => {
  const values = {
    name: 'Ada Lovelace',
    vorname: 'Ada',
    nachname: ' Lovelace ',
    mail: 'ada@example.com',
    second_mail: 'work@example.com',
    mobil: '0170 555 0123',
    email: 'no address',
  };
  expect(personOf(FIELDS, values, 'DE')).toEqual({
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@example.com',
    phone: '+491705550123',
  });
  expect(personOf(FIELDS, values, '')).not.toHaveProperty('phone');
  expect(emailOf(FIELDS, values)).toBe('ada@example.com');
  expect(emailOf(FIELDS, { ...values, mail: '' })).toBe('work@example.com');
  expect(emailOf([field('note')], { note: 'a@b.example' })).toBe('');
});

test('a language names a country only where it says so', () => {
  expect([regionOf('de-AT'), regionOf('zh-Hant-TW'), regionOf('de')]).toEqual(['AT', 'TW', '']);
});

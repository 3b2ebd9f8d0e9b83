import type { FormField } from '../definition/landing/form.ts';
import type { Person } from '../uploads/person.ts';
import { e164 } from './phone.ts';

/** What a field's `autocomplete` says it holds. Source: HTML standard, "Autofill field". */
const BY_AUTOCOMPLETE: Readonly<Record<string, keyof Person>> = {
  email: 'email',
  tel: 'phone',
  'given-name': 'firstName',
  'family-name': 'lastName',
  'address-level2': 'city',
  'address-level1': 'region',
  'postal-code': 'postalCode',
  country: 'country',
};

/** Fields whose type says what they hold. */
const BY_TYPE: Readonly<Partial<Record<FormField['type'], keyof Person>>> = {
  email: 'email',
  tel: 'phone',
};

/**
 * The person behind a form, from what its fields say of themselves: `autocomplete` first, then the
 * type. A single field for the whole name is left out: where it divides nobody can tell. The first
 * field of a kind counts. `phoneCountry`: see `e164`.
 */
export function personOf(
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
  phoneCountry: string,
): Person {
  const person: { -readonly [Key in keyof Person]: Person[Key] } = {};
  for (const field of fields) {
    const fact = factOf(field);
    const value = (values[field.name] ?? '').trim();
    if (fact === undefined || value === '' || person[fact] !== undefined) continue;
    const text = fact === 'phone' ? e164(value, phoneCountry) : value;
    if (text !== null) person[fact] = text;
  }
  return person;
}

/** The e-mail address that a form was sent with; '' where it asks for none. */
export function emailOf(
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): string {
  const field = fields.find((one) => factOf(one) === 'email' && values[one.name]);
  return field === undefined ? '' : (values[field.name] ?? '');
}

function factOf({ autocomplete = '', type }: FormField): keyof Person | undefined {
  // "section-a billing tel": the last word says what it is.
  const word = autocomplete.trim().toLowerCase().split(/\s+/).at(-1) ?? '';
  return (Object.hasOwn(BY_AUTOCOMPLETE, word) && BY_AUTOCOMPLETE[word]) || BY_TYPE[type];
}

/** Country of a language tag's region, `de-AT` → AT; '' where it names none. */
export function regionOf(locale: string): string {
  return locale.split('-').find((part, index) => index > 0 && /^[A-Z]{2}$/.test(part)) ?? '';
}

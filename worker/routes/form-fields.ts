import type { FieldErrors } from '#experiments/contract/forms.ts';
import type { FormField } from '#experiments/definition/form.ts';
import type { FormBody } from './form-body.ts';

/** One "@", something before it, a dot in what follows: the rest only delivery can tell. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

/** The declared fields of a submit, trimmed, and a message for each that does not fit. */
export function readFields(
  fields: readonly FormField[],
  body: FormBody,
): { readonly values: Readonly<Record<string, string>>; readonly errors: FieldErrors } {
  const values: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const value = (body.get(field.name) ?? '').trim();
    values[field.name] = value;
    const error = value === '' ? missing(field) : unfit(field, value);
    if (error) errors[field.name] = error;
  }
  return { values, errors };
}

function missing(field: FormField): string | null {
  if (!field.required) return null;
  switch (field.type) {
    case 'checkbox':
      return 'Please tick this box.';
    case 'select':
      return 'Please choose one.';
    case 'email':
      return 'Please enter your email address.';
    default:
      return 'Please fill in this field.';
  }
}

function unfit(field: FormField, value: string): string | null {
  if (value.length > field.maxLength) return `Please use at most ${field.maxLength} characters.`;
  switch (field.type) {
    case 'email':
      return EMAIL.test(value) ? null : 'Please enter an email address like name@company.com.';
    case 'tel':
      return /^[+\d][\d\s()./-]{4,}$/.test(value) ? null : 'Please enter a phone number.';
    case 'number':
      return Number.isFinite(Number(value)) ? null : 'Please enter a number.';
    case 'select':
      return field.options?.includes(value) ? null : 'Please choose one of the options.';
    case 'text':
    case 'textarea':
    case 'checkbox':
      return null;
    default:
      return field.type satisfies never;
  }
}

import type { FieldErrors } from '#experiments/contract/forms.ts';
import { AD_USE_FIELD, CONSENT_FIELD } from '#experiments/definition/landing/consent-field.ts';
import type { FormField } from '#experiments/definition/landing/form.ts';
import type { FormMessages } from '#experiments/words/form-messages.ts';
import type { FormBody } from './form-body.ts';

/** One "@", something before it, a dot in what follows: the rest only delivery can tell. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

/** A host with a dot, with or without https:// and a path. */
const WEB_ADDRESS = /^(https?:\/\/)?[^\s/?#@:.]+(\.[^\s/?#@:.]+)+(:\d{1,5})?([/?#]\S*)?$/i;

/** The declared fields of a submit, trimmed, and a message for each that does not fit, in the words of its page. */
export function readFields(
  fields: readonly FormField[],
  body: FormBody,
  messages: FormMessages,
): { readonly values: Readonly<Record<string, string>>; readonly errors: FieldErrors } {
  const values: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const value = (body.get(field.name) ?? '').trim();
    values[field.name] = value === '' ? value : kept(field, value);
    const error = value === '' ? missing(field, messages) : unfit(field, value, messages);
    if (error) errors[field.name] = error;
  }
  return { values, errors };
}

/** What is stored: of a box to agree the words that were agreed to, of the rest what was typed. */
function kept({ name, label, type }: FormField, value: string): string {
  const agrees = name === CONSENT_FIELD || name === AD_USE_FIELD;
  return type === 'checkbox' && agrees ? label : value;
}

function missing(field: FormField, messages: FormMessages): string | null {
  if (!field.required) return null;
  switch (field.type) {
    case 'checkbox':
      return messages.tickBox;
    case 'select':
    case 'radio':
      return messages.chooseOne;
    case 'date':
      return messages.giveDate;
    case 'url':
      return messages.giveWebAddress;
    case 'email':
      return messages.giveEmail;
    default:
      return messages.fillIn;
  }
}

function unfit(field: FormField, value: string, messages: FormMessages): string | null {
  if (value.length > field.maxLength) {
    return messages.tooLong.replace('{count}', String(field.maxLength));
  }
  switch (field.type) {
    case 'email':
      return EMAIL.test(value) ? null : messages.emailLike;
    case 'tel':
      return /^[+\d][\d\s()./-]{4,}$/.test(value) ? null : messages.phoneLike;
    case 'number':
      return Number.isFinite(Number(value)) ? null : messages.numberLike;
    case 'url':
      return WEB_ADDRESS.test(value) ? null : messages.webAddressLike;
    case 'date':
      return isDate(value) ? null : messages.dateLike;
    case 'select':
    case 'radio':
      return field.options?.includes(value) ? null : messages.chooseListed;
    case 'text':
    case 'textarea':
    case 'checkbox':
      return null;
    default:
      return field.type satisfies never;
  }
}

/** Whether it is a day of the calendar as date fields send it: 2026-02-28, but not 2026-02-30. */
function isDate(value: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}

import type { FormField } from './form.ts';
import type { FormSection } from './sections/form.ts';

/** Name under which a lead holds what its visitor agreed to. */
export const CONSENT_FIELD = 'consent';

/** Every field that a form sends: its own, and last the box to agree, where it has one. */
export function fieldsOfForm({ fields, consentBox }: FormSection): readonly FormField[] {
  return consentBox === undefined ? fields : [...fields, consentField(consentBox)];
}

/** The box to agree as a field of the form. */
export function consentField({
  label,
  required,
}: NonNullable<FormSection['consentBox']>): FormField {
  return { name: CONSENT_FIELD, label, type: 'checkbox', required, maxLength: 200 };
}

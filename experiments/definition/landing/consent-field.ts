import { hash8 } from '../experiment/fingerprint.ts';
import type { FormSection } from '../sections/form.ts';
import type { FormField } from './form.ts';

/** Name under which a lead holds what its visitor agreed to. */
export const CONSENT_FIELD = 'consent';
/** Name of the box that stands for use for ads; the lead holds its words, too. */
export const AD_USE_FIELD = 'ad_use';

/** Every field that a form sends: its own, and last the boxes to agree, where it has any. */
export function fieldsOfForm({ fields, consentBox, adUseBox }: FormSection): readonly FormField[] {
  return [
    ...fields,
    ...(consentBox === undefined ? [] : [consentField(consentBox)]),
    ...(adUseBox === undefined ? [] : [adUseField(adUseBox)]),
  ];
}

/** The box to agree as a field of the form. */
export function consentField({
  label,
  required,
}: NonNullable<FormSection['consentBox']>): FormField {
  return { name: CONSENT_FIELD, label, type: 'checkbox', required, maxLength: 200 };
}

/** The box for use for ads as a field of the form: never required, for consent is given freely. */
export function adUseField({ label }: NonNullable<FormSection['adUseBox']>): FormField {
  return { name: AD_USE_FIELD, label, type: 'checkbox', required: false, maxLength: 200 };
}

/** Version of the words beside a box: other words, another version. */
export function wordsVersion(label: string): string {
  return `box-${hash8(label)}`;
}

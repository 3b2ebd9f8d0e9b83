import type { LeadLine } from '#experiments/crm/lead-line.ts';
import { AD_USE_FIELD } from '#experiments/definition/landing/consent-field.ts';
import type { FormDefinition, FormField } from '#experiments/definition/landing/form.ts';

/** What a person typed, under the words that stood at the field. */
export type TypedField = { readonly label: string; readonly value: string };

/**
 * What a lead's person typed, in the order of the form. A box that was ticked holds its own words, so
 * it is named by what they are; the one for ads is told with the consent (`adWords`). A field that no
 * form of today has keeps its name.
 */
export function typedFields(
  { fields, formId }: Pick<LeadLine, 'fields' | 'formId'>,
  forms: readonly FormDefinition[],
): readonly TypedField[] {
  const known = forms.filter(({ id }) => id === formId).flatMap(fieldsOf);
  return Object.entries(fields ?? {}).flatMap(([name, value]) => {
    if (value === '' || name === AD_USE_FIELD) return [];
    const label = known.find((field) => field.name === name)?.label ?? name;
    return [{ label: label === value ? 'Agreed to' : label, value }];
  });
}

/** The words beside the box for ads, where it was ticked; null where it was not or nobody may see. */
export function adWords({ fields }: Pick<LeadLine, 'fields'>): string | null {
  return fields?.[AD_USE_FIELD] || null;
}

function fieldsOf({ fieldsByCombination, fieldsByPage = {} }: FormDefinition): FormField[] {
  return [fieldsByCombination, ...Object.values(fieldsByPage)].flatMap((byKey) =>
    Object.values(byKey).flat(),
  );
}

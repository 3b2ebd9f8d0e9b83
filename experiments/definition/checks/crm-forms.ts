import type { Sourced } from '../catalog/definitions.ts';
import type { Crm } from '../connections/crm.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { type Problem, problemAt } from '../faults/problem.ts';
import type { FormDefinition } from '../landing/form.ts';

/**
 * Forms and fields that crm.yaml names and no page has. Looks at the forms of all variants, so a
 * field that only one of them shows is known.
 */
export function checkCrmForms(
  crm: Sourced<Crm> | undefined,
  forms: readonly FormDefinition[],
): readonly Problem[] {
  if (crm === undefined) return [];
  const ids = forms.map(({ id }) => id);
  return crm.value.destinations.flatMap((destination, index): readonly Problem[] => {
    const path = ['destinations', index];
    const chosen = destination.forms ?? ids;
    const unknown = chosen.flatMap((form, at) =>
      ids.includes(form)
        ? []
        : [
            problemAt(
              crm.source,
              [...path, 'forms', at],
              unknownWord(`there is no form "${form}"`, form, ids),
            ),
          ],
    );
    if (destination.type === 'webhook' || unknown.length > 0) return unknown;
    const fields = fieldNames(forms.filter(({ id }) => chosen.includes(id)));
    return Object.keys(destination.fields)
      .filter((field) => !fields.includes(field))
      .map((field) =>
        problemAt(
          crm.source,
          [...path, 'fields', field],
          unknownWord(`no form has the field "${field}"`, field, fields),
        ),
      );
  });
}

function fieldNames(forms: readonly FormDefinition[]): readonly string[] {
  const lists = forms.flatMap(({ fieldsByCombination, fieldsByPage = {} }) => [
    ...Object.values(fieldsByCombination),
    ...Object.values(fieldsByPage).flatMap((byKey) => Object.values(byKey)),
  ]);
  return [...new Set(lists.flat().map(({ name }) => name))];
}

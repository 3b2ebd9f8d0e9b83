import { formsOfParent } from '../catalog/build-forms.ts';
import { isOn } from '../catalog/build-pages.ts';
import { composeAlone } from '../catalog/compose.ts';
import type { Definitions } from '../catalog/definitions.ts';
import { type Problem, problemAt } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';

/** Forms that a variant adds under a name which another landing's form, or another variant's, has. */
export function checkAddedForms({ landings, experiments }: Definitions): readonly Problem[] {
  const owners = new Map<string, string>();
  for (const { value } of landings) {
    const shared = formsOfParent(value, landings);
    for (const id of formIdsOf(value)) {
      if (!shared.includes(id)) owners.set(id, owners.get(id) ?? value.path);
    }
  }
  return experiments
    .filter(({ value }) => value.status !== 'ended')
    .flatMap((experiment) =>
      experiment.value.variants.flatMap((variant, index) =>
        landings
          .filter((landing) => isOn(experiment.value, landing.value.path))
          .flatMap((landing): readonly Problem[] => {
            const composed = composeAlone(landing, { experiment, variant }, landings);
            const { path } = landing.value;
            if (!composed.ok || composed.from !== path) return [];
            return formIdsOf(composed.landing).flatMap((id): readonly Problem[] => {
              const owner = owners.get(id) ?? path;
              owners.set(id, owner);
              if (owner === path || landing.value.parent === owner) return [];
              return [
                problemAt(experiment.source, ['variants', index], {
                  wrong: `adds the form "${id}" to ${path}, and ${owner} has a form of that name; a submit belongs to one page`,
                  allowed: 'a name of its own for the new form, and metrics that match it',
                }),
              ];
            });
          }),
      ),
    );
}

function formIdsOf({ sections }: Landing): readonly string[] {
  return sections.flatMap((section) => (section.type === 'form' ? [section.form] : []));
}

import { diallingOf } from '../../leads/dialling.ts';
import type { Definitions } from '../catalog/definitions.ts';
import { type Problem, problemAt } from '../faults/problem.ts';

/** Forms that ask for a confirmation which nobody can send, and countries whose numbers nobody knows. */
export function checkLeads({ site, landings }: Definitions): readonly Problem[] {
  if (site === undefined) return [];
  const { phoneCountry, confirmation } = site.value.leads;
  const unknown =
    phoneCountry === undefined || diallingOf(phoneCountry) !== undefined
      ? []
      : [
          problemAt(site.source, ['leads', 'phoneCountry'], {
            wrong: `how numbers are dialled in "${phoneCountry}" is not known here; leave it out, and numbers with their country code still count`,
          }),
        ];
  if (confirmation !== undefined) return unknown;
  const unsent = landings.flatMap(({ source, value }) =>
    value.sections.flatMap((section, index) =>
      section.type === 'form' && section.confirm
        ? [
            problemAt(source, ['sections', index, 'confirm'], {
              wrong: `asks by e-mail, and leads.confirmation in ${site.source.file} does not say from whom it comes`,
            }),
          ]
        : [],
    ),
  );
  return [...unknown, ...unsent];
}

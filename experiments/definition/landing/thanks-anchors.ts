import type { Section } from '../sections/section.ts';
import { linksOf } from '../sections/section-links.ts';
import type { Thanks } from './thanks.ts';

type Fault = { readonly path: readonly (string | number)[]; readonly message: string };

/** Links of thanks pages to sections that are not on them, and sections named twice. */
export function thanksAnchorFaults(landing: {
  readonly sections: readonly Section[];
  readonly thanks?: Thanks | undefined;
}): readonly Fault[] {
  return [
    ...faultsIn(landing.thanks, ['thanks']),
    ...landing.sections.flatMap((section, index) =>
      section.type === 'form' ? faultsIn(section.thanks, ['sections', index, 'thanks']) : [],
    ),
  ];
}

function faultsIn(thanks: Thanks | undefined, place: Fault['path']): readonly Fault[] {
  if (thanks === undefined) return [];
  const ids = thanks.sections.map(({ id }) => id);
  const links = [
    { path: ['action'], link: thanks.action },
    ...thanks.sections.flatMap((section, index) =>
      linksOf(section).map(({ path, link }) => ({ path: ['sections', index, ...path], link })),
    ),
  ];
  return [
    ...ids.flatMap((id, index) =>
      ids.indexOf(id) < index
        ? [
            {
              path: [...place, 'sections', index, 'id'],
              message: `"${id}" is already the id of a section`,
            },
          ]
        : [],
    ),
    ...links.flatMap(({ path, link }) =>
      link?.href.startsWith('#') && !ids.includes(link.href.slice(1))
        ? [
            {
              path: [...place, ...path, 'href'],
              message: `no section of this page is called "${link.href.slice(1)}"; there ${ids.length === 0 ? 'is none' : `are ${ids.join(', ')}`}`,
            },
          ]
        : [],
    ),
  ];
}

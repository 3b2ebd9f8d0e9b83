import type { Link } from './link.ts';
import type { Section } from './section.ts';

/** What is wrong where: the path inside the landing and a sentence. */
export type Fault = { readonly path: readonly (string | number)[]; readonly message: string };
type Structure = {
  readonly sections: readonly Section[];
  readonly nav: { readonly links: readonly Link[]; readonly action?: Link | undefined };
  readonly thanks?: object | undefined;
};

/**
 * What no single section can know: ids and forms named twice, a missing or second main heading,
 * links to sections that are not there, a form that leads nowhere. Empty when all is well.
 */
export function structureFaults(landing: Structure): readonly Fault[] {
  return [
    ...repeated(landing, (section) => section.id, 'id'),
    ...repeated(landing, (section) => (section.type === 'form' ? section.form : undefined), 'form'),
    ...headingFaults(landing),
    ...anchorFaults(landing),
    ...(landing.thanks === undefined && landing.sections.some(({ type }) => type === 'form')
      ? [{ path: ['thanks'], message: 'a landing with a form needs a thanks page' }]
      : []),
  ];
}

function repeated(
  { sections }: Structure,
  keyOf: (section: Section) => string | undefined,
  key: string,
): readonly Fault[] {
  const keys = sections.map(keyOf);
  return keys.flatMap((value, index) =>
    value !== undefined && keys.indexOf(value) < index
      ? [
          {
            path: ['sections', index, key],
            message: `"${value}" is already the ${key} of a section`,
          },
        ]
      : [],
  );
}

function headingFaults({ sections }: Structure): readonly Fault[] {
  const heroes = sections.filter(({ type }) => type === 'hero').length;
  return heroes === 1
    ? []
    : [{ path: ['sections'], message: `exactly one hero carries the main heading, not ${heroes}` }];
}

function anchorFaults({ sections, nav }: Structure): readonly Fault[] {
  const ids = sections.map(({ id }) => id);
  const links: readonly { readonly path: Fault['path']; readonly link: Link | undefined }[] = [
    ...nav.links.map((link, index) => ({ path: ['nav', 'links', index], link })),
    { path: ['nav', 'action'], link: nav.action },
    ...sections.flatMap((section, index) =>
      linksOf(section).map(({ path, link }) => ({ path: ['sections', index, ...path], link })),
    ),
  ];
  return links.flatMap(({ path, link }) =>
    link?.href.startsWith('#') && !ids.includes(link.href.slice(1))
      ? [
          {
            path: [...path, 'href'],
            message: `no section is called "${link.href.slice(1)}"; there are ${ids.join(', ')}`,
          },
        ]
      : [],
  );
}

function linksOf(
  section: Section,
): readonly { readonly path: Fault['path']; readonly link: Link | undefined }[] {
  switch (section.type) {
    case 'hero':
    case 'cta':
      return [
        { path: ['action'], link: section.action },
        { path: ['secondary'], link: section.secondary },
      ];
    case 'pricing':
      return section.plans.map((plan, index) => ({
        path: ['plans', index, 'action'],
        link: plan.action,
      }));
    case 'countdown':
    case 'dialog':
    case 'sticky':
    case 'handoff':
      return [{ path: ['action'], link: section.action }];
    default:
      return [];
  }
}

import type { Section } from '../sections/section.ts';
import { linksOf } from '../sections/section-links.ts';
import type { Link } from './link.ts';
import type { Thanks } from './thanks.ts';
import { thanksAnchorFaults } from './thanks-anchors.ts';

/** What is wrong where: the path inside the landing and a sentence. */
export type Fault = { readonly path: readonly (string | number)[]; readonly message: string };
type Structure = {
  readonly sections: readonly Section[];
  readonly nav: { readonly links: readonly Link[]; readonly action?: Link | undefined };
  readonly thanks?: Thanks | undefined;
  readonly parent?: string | undefined;
  readonly until?: string | undefined;
  readonly after?: object | undefined;
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
    ...windowFaults(landing),
    ...anchorFaults(landing),
    ...thanksAnchorFaults(landing),
    ...(landing.thanks === undefined &&
    landing.parent === undefined &&
    landing.sections.some((section) => section.type === 'form' && section.thanks === undefined)
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

/** A page without its hero has no heading, and nothing comes after what never ends. */
function windowFaults({ sections, until, after }: Structure): readonly Fault[] {
  const endless = { path: ['after'], message: 'says what shows after until, which is missing' };
  return [
    ...(after !== undefined && until === undefined ? [endless] : []),
    ...sections.flatMap((section, index) =>
      (['from', 'until'] as const).flatMap((key) =>
        section.type === 'hero' && section[key] !== undefined
          ? [
              {
                path: ['sections', index, key],
                message: 'the hero carries the main heading and always shows; give the page a time',
              },
            ]
          : [],
      ),
    ),
  ];
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

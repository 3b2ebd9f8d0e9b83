import type { Link } from '../landing/link.ts';
import type { Section } from './section.ts';

/** A link of a section and the keys that lead to it. */
export type PlacedLink = {
  readonly path: readonly (string | number)[];
  readonly link: Link | undefined;
};

/** Links of a section whose anchors must be sections of the same page, each with its place. */
export function linksOf(section: Section): readonly PlacedLink[] {
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

import type { Times } from '../time/window.ts';
import type { Section } from './section.ts';

/** When a section shows. The `until` of a countdown is the deadline that it states: it stays. */
export function timesOf(section: Section): Times {
  return section.type === 'countdown' ? { from: section.from } : section;
}

import type { KeyPath } from '../faults/problem.ts';
import { isFreeText } from '../faults/schema-shape.ts';
import { type Landing, landingSchema } from './landing.ts';

/** One text of a page that people may reword. */
export type PageText = {
  /** Its place in the landing: `['sections', 0, 'points', 1]`. */
  readonly place: KeyPath;
  /** As people name it: `hero.points[1]`, `announcement.text`. */
  readonly name: string;
  readonly text: string;
  /** Id of its section; null for what stands outside of all. */
  readonly section: string | null;
};

/** What of a landing stands on the page, in the order of the page. */
const VISIBLE: readonly (keyof Landing)[] = ['announcement', 'nav', 'sections'];

/** Every free text of a landing's page, in reading order; no ids, addresses or words of a list. */
export function textsOf(landing: Landing): readonly PageText[] {
  return VISIBLE.flatMap((key) => textsBelow(landing, [key], landing[key]));
}

/**
 * What a change of the text at a place changes: the key for a variant, and the way inside its value
 * where that is a list, because a variant replaces a list as a whole. Null outside of sections.
 */
export function changeKeyOf(
  landing: Landing,
  place: KeyPath,
): { readonly key: string; readonly rest: KeyPath } | null {
  const [root, index, ...steps] = place;
  const section = root === 'sections' ? landing.sections[Number(index)] : undefined;
  if (section === undefined || steps.length === 0) return null;
  const number = steps.findIndex((step) => typeof step === 'number');
  const end = number < 0 ? steps.length : number;
  return { key: [section.id, ...steps.slice(0, end)].join('.'), rest: steps.slice(end) };
}

function textsBelow(landing: Landing, place: KeyPath, value: unknown): readonly PageText[] {
  if (typeof value === 'string') {
    if (!isFreeText(landingSchema, place, landing)) return [];
    return [
      { place, name: nameOf(landing, place), text: value, section: sectionOf(landing, place) },
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsBelow(landing, [...place, Array.isArray(value) ? Number(key) : key], inner),
  );
}

function sectionOf(landing: Landing, [root, index]: KeyPath): string | null {
  return root === 'sections' ? (landing.sections[Number(index)]?.id ?? null) : null;
}

function nameOf(landing: Landing, place: KeyPath): string {
  const section = sectionOf(landing, place);
  const steps = section === null ? place : [section, ...place.slice(2)];
  return steps.reduce<string>((text, step, index) => {
    if (typeof step === 'number') return `${text}[${step + 1}]`;
    return index === 0 ? step : `${text}.${step}`;
  }, '');
}

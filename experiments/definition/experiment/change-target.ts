import { unknownWord } from '../faults/issue-fault.ts';
import { nearest } from '../faults/nearest.ts';
import { type Fault, type KeyPath, listText } from '../faults/problem.ts';
import { childValue, keysAt } from '../faults/schema-shape.ts';
import { type Landing, landingSchema } from '../landing/landing.ts';
import type { Thanks } from '../landing/thanks.ts';
import type { Section } from '../sections/section.ts';

/** Keys by which other files know a section; a change may not touch them. */
const FIXED_KEYS: readonly string[] = ['id', 'type', 'form'];

/** What a key of a change writes to: a place inside one section or the thanks page, or a fault. */
export type Target =
  | { readonly ok: true; readonly section: Section | Thanks; readonly steps: readonly string[] }
  | { readonly ok: false; readonly fault: Fault };

/** The place that `hero.action.label` names; refuses what the landing or its schema has not. */
export function targetOf(landing: Landing, key: string): Target {
  const [sectionId = '', ...steps] = key.split('.');
  const index = landing.sections.findIndex((section) => section.id === sectionId);
  const section = landing.sections[index];
  if (section === undefined && sectionId === 'sections') {
    return refused({
      wrong: 'is not a key of the page',
      allowed: 'sections.add; a section moves by its own id, for example faq.move: { after: hero }',
    });
  }
  if (section === undefined && sectionId === 'thanks' && landing.thanks !== undefined) {
    return thanksTarget(landing, landing.thanks, steps);
  }
  if (section === undefined) return { ok: false, fault: noSection(landing, sectionId, steps) };
  const [first] = steps;
  if (first === undefined) {
    const keys = listText(keysOf(landing, ['sections', index]));
    return refused({
      wrong: 'names a section but no key',
      allowed: `${sectionId}. and one of ${keys}, ${sectionId}.move, or null to take the section out`,
    });
  }
  if (FIXED_KEYS.includes(first)) {
    return refused({ wrong: `"${first}" names the section and cannot be changed` });
  }
  const fault = faultOn(landing, ['sections', index], steps);
  return fault === undefined ? { ok: true, section, steps } : refused(fault);
}

/** A text of the page after the forms: `thanks.title`. */
function thanksTarget(landing: Landing, thanks: Thanks, steps: readonly string[]): Target {
  if (steps.length === 0) {
    const keys = listText(keysOf(landing, ['thanks']).filter((key) => key !== 'path'));
    return refused({
      wrong: 'names the thanks page but no key',
      allowed: `thanks. and one of ${keys}`,
    });
  }
  const fault = faultOn(landing, ['thanks'], steps);
  return fault === undefined ? { ok: true, section: thanks, steps } : refused(fault);
}

/** The complaint about a section that is not there, with the nearest that is. */
export function noSection(
  landing: Landing,
  sectionId: string,
  steps: readonly string[] = [],
): Fault {
  const ids = landing.sections.map(({ id }) => id);
  const close = nearest(sectionId, ids);
  return {
    wrong: `${landing.path} has no section "${sectionId}"`,
    allowed: listText(ids),
    ...(close === undefined ? {} : { nearest: [close, ...steps].join('.') }),
  };
}

/** Follows the steps through maps; each must be a key that the schema has there. */
function faultOn(landing: Landing, path: KeyPath, steps: readonly string[]): Fault | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return undefined;
  const here = path.reduce<unknown>(childValue, landing);
  if (step === 'path' && path.at(-1) === 'thanks') {
    return { wrong: 'the address of a thanks page is the same in every variant; change its texts' };
  }
  if (Array.isArray(here)) return { wrong: `"${step}" is inside a list; change the whole list` };
  const allowed = keysOf(landing, path);
  if (allowed.length > 0 && !allowed.includes(step)) {
    const section = landing.sections[Number(path[1])]?.id ?? '';
    const place = path[0] === 'thanks' ? path.join('.') : [section, ...path.slice(2)].join('.');
    const { nearest: close, ...fault } = unknownWord(
      `${place} has no key "${step}"`,
      step,
      allowed,
    );
    const meant = [place, close, ...rest].join('.');
    return { ...fault, ...(close === undefined ? {} : { nearest: meant }) };
  }
  if (rest.length > 0 && childValue(here, step) === undefined) {
    return { wrong: `"${step}" is not in the page yet; change it as a whole` };
  }
  return faultOn(landing, [...path, step], rest);
}

function keysOf(landing: Landing, path: KeyPath): readonly string[] {
  const keys = keysAt(landingSchema, path, landing) ?? [];
  return path.length === 2 ? keys.filter((key) => !FIXED_KEYS.includes(key)) : keys;
}

function refused(fault: Fault): Target {
  return { ok: false, fault };
}

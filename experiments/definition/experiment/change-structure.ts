import * as z from 'zod';
import { issueFaults } from '../faults/issue-fault.ts';
import type { Fault, KeyPath } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';
import type { Section } from '../sections/section.ts';
import { noSection } from './change-target.ts';

/** Key of a change that puts sections in. */
export const ADD_KEY = 'sections.add';
/** Last step of a key that moves its section: `voice.move`. */
export const MOVE_STEP = 'move';

const PLACE = 'one of after: <section>, before: <section>, at: first and at: last';

const placeShape = {
  /** Id of the section above it. */
  after: z.string().optional(),
  /** Id of the section below it. */
  before: z.string().optional(),
  /** The top or the bottom of the page. */
  at: z.enum(['first', 'last']).optional(),
};
const placeSchema = z.strictObject(placeShape);
const addSchema = z.array(z.strictObject({ ...placeShape, section: z.looseObject({}) })).min(1);
type Place = z.infer<typeof placeSchema>;

/** A complaint about one key of a change: where inside its value, and what. */
export type StructureFault = { readonly rest: KeyPath; readonly fault: Fault };

/** Whether a change moves a section, puts some in or takes one out, rather than changing a text. */
export function isStructural(key: string, value: unknown): boolean {
  if (key === ADD_KEY) return true;
  const steps = key.split('.');
  return (steps.length === 1 && value === null) || (steps.length === 2 && steps[1] === MOVE_STEP);
}

/** Puts sections in, in their order; they are valid only once the whole landing has been read. */
export function addSections(
  landing: Landing,
  value: unknown,
): { readonly added: readonly Section[]; readonly faults: readonly StructureFault[] } {
  const read = addSchema.safeParse(value);
  if (!read.success) return { added: [], faults: faultsOf(addSchema, value, read.error) };
  const added: Section[] = [];
  const faults: StructureFault[] = [];
  read.data.forEach(({ section: written, ...place }, index) => {
    const section = written as Section;
    if (landing.sections.some(({ id }) => id === section.id)) {
      const wrong = `${landing.path} has a section "${section.id}" already; give the new one another id`;
      faults.push({ rest: [index, 'section', 'id'], fault: { wrong } });
      return;
    }
    const at = indexFor(landing, place);
    if (typeof at !== 'number') {
      faults.push({ rest: [index, ...at.rest], fault: at.fault });
      return;
    }
    landing.sections.splice(at, 0, section);
    added.push(section);
  });
  return { added, faults };
}

/** Puts one section elsewhere; the faults say why it stays. */
export function moveSection(
  landing: Landing,
  id: string,
  value: unknown,
): readonly StructureFault[] {
  const from = landing.sections.findIndex((section) => section.id === id);
  const section = landing.sections[from];
  if (section === undefined) return [{ rest: [], fault: noSection(landing, id, [MOVE_STEP]) }];
  const read = placeSchema.safeParse(value);
  if (!read.success) return faultsOf(placeSchema, value, read.error);
  if (read.data.after === id || read.data.before === id) {
    return [{ rest: [], fault: { wrong: `moves "${id}" beside itself` } }];
  }
  landing.sections.splice(from, 1);
  const at = indexFor(landing, read.data);
  landing.sections.splice(typeof at === 'number' ? at : from, 0, section);
  return typeof at === 'number' ? [] : [at];
}

/**
 * Takes a section out, and with it the links of the header that lead to it. Undefined when it was
 * there.
 */
export function removeSection(landing: Landing, id: string): Fault | undefined {
  const index = landing.sections.findIndex((section) => section.id === id);
  if (index < 0) return noSection(landing, id);
  landing.sections.splice(index, 1);
  landing.nav.links = landing.nav.links.filter(({ href }) => href !== `#${id}`);
  return undefined;
}

function indexFor(landing: Landing, place: Place): number | StructureFault {
  const named = Object.entries(place).filter(([, value]) => value !== undefined);
  if (named.length !== 1) {
    const wrong = named.length === 0 ? 'says no place' : 'says more than one place';
    return { rest: [], fault: { wrong, allowed: PLACE } };
  }
  if (place.at !== undefined) return place.at === 'first' ? 0 : landing.sections.length;
  const key = place.after === undefined ? 'before' : 'after';
  const anchor = place[key] ?? '';
  const index = landing.sections.findIndex(({ id }) => id === anchor);
  if (index < 0) return { rest: [key], fault: noSection(landing, anchor) };
  return key === 'after' ? index + 1 : index;
}

function faultsOf(
  schema: z.core.$ZodType,
  value: unknown,
  error: z.ZodError,
): readonly StructureFault[] {
  return error.issues
    .flatMap((issue) => issueFaults(schema, value, issue))
    .map(({ path, fault }) => ({
      rest: path,
      fault: path.length === 0 ? { ...fault, allowed: PLACE } : fault,
    }));
}

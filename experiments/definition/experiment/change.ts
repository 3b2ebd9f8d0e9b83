import { issueFaults } from '../faults/issue-fault.ts';
import type { Fault, KeyPath } from '../faults/problem.ts';
import { childValue } from '../faults/schema-shape.ts';
import { type Landing, landingOfSections, landingSchema } from '../landing/landing.ts';
import type { Thanks } from '../landing/thanks.ts';
import { type Section, sectionSchema } from '../sections/section.ts';
import {
  ADD_KEY,
  addSections,
  isStructural,
  MOVE_STEP,
  moveSection,
  removeSection,
} from './change-structure.ts';
import { targetOf } from './change-target.ts';

/**
 * Content changes: by `section.key`, deeper with further dots (`hero.action.label`); `voice: null`
 * takes a section out, `voice.move` puts it elsewhere, `sections.add` puts new ones in.
 */
export type Change = Readonly<Record<string, unknown>>;

/** A fault in a change: which of its keys, and where inside that key's value. */
export type ChangeFault = { readonly key: string; readonly rest: KeyPath; readonly fault: Fault };

export type Changed =
  | { readonly ok: true; readonly landing: Landing }
  | { readonly ok: false; readonly faults: readonly ChangeFault[] };

/**
 * The landing with a variant's changes, valid by the landing's own schema. New sections come first,
 * then texts, moves and removals, whatever their order in the file, so that a section can be put
 * where another is taken out. A list is replaced as a whole; `null` removes an optional key. A
 * refusal names every key that does not fit.
 */
export function applyChange(landing: Landing, change: Change): Changed {
  const changed = new Set(Object.keys(change).map((key) => key.split('.')[0]));
  const { sections, ...rest } = landing;
  // Sections that stay as they are, most of them, are shared and not read again.
  const draft = {
    ...(structuredCopy(rest) as typeof rest),
    sections: sections.map((one) => (changed.has(one.id) ? (structuredCopy(one) as Section) : one)),
  };
  const { places, removals, faults } = edit(draft, change);
  const quick = faults.length === 0 ? readChanged(draft, new Set(sections)) : undefined;
  if (quick !== undefined) return { ok: true, landing: quick };
  const result = landingSchema.safeParse(draft);
  if (result.success && faults.length === 0) return { ok: true, landing: result.data };
  const targets = places.map(({ section, steps, ...place }) => ({
    ...place,
    path:
      section === draft.thanks
        ? ['thanks', ...steps]
        : ['sections', draft.sections.indexOf(section as Section), ...steps],
  }));
  for (const issue of result.error?.issues ?? []) {
    for (const { path, fault } of issueFaults(landingSchema, draft, issue)) {
      faults.push(placed({ targets, removals }, path, fault));
    }
  }
  return { ok: false, faults };
}

/** The changed page if it is valid, read only where it is new; what is wrong needs the whole. */
function readChanged(draft: Landing, known: ReadonlySet<Section>): Landing | undefined {
  const sections: Section[] = [];
  for (const section of draft.sections) {
    const read = known.has(section) ? { data: section } : sectionSchema.safeParse(section);
    if (read.data === undefined) return undefined;
    sections.push(read.data);
  }
  return landingOfSections.safeParse({ ...draft, sections }).data;
}

/** One change of several that apply together, each from an experiment of its own. */
export function mergedChange(changes: readonly Change[]): Change {
  const added = changes.flatMap((change) => (change[ADD_KEY] as readonly unknown[]) ?? []);
  return { ...Object.assign({}, ...changes), ...(added.length > 0 ? { [ADD_KEY]: added } : {}) };
}

/** Where in the page a part of a change went; the section's number is known when all are done. */
type Placement = {
  readonly key: string;
  readonly rest: KeyPath;
  readonly section: Section | Thanks;
  readonly steps: readonly string[];
};

function edit(draft: Landing, change: Change) {
  const faults: ChangeFault[] = [];
  const places: Placement[] = [];
  const removals: string[] = [];
  if (change[ADD_KEY] !== undefined) {
    const { added, faults: wrong } = addSections(draft, structuredCopy(change[ADD_KEY]));
    added.forEach((section, index) => {
      places.push({ key: ADD_KEY, rest: [index, 'section'], section, steps: [] });
    });
    faults.push(...wrong.map((one) => ({ key: ADD_KEY, ...one })));
  }
  const entries = Object.entries(change);
  for (const [key, value] of entries.filter(([name, inner]) => !isStructural(name, inner))) {
    const target = targetOf(draft, key);
    if (target.ok) {
      put(target.section, target.steps, structuredCopy(value));
      places.push({ key, rest: [], section: target.section, steps: target.steps });
    } else {
      faults.push({ key, rest: [], fault: target.fault });
    }
  }
  for (const [key, value] of entries.filter(([name]) => name.endsWith(`.${MOVE_STEP}`))) {
    if (!isStructural(key, value)) continue;
    const [id = ''] = key.split('.');
    faults.push(...moveSection(draft, id, value).map((one) => ({ key, ...one })));
  }
  for (const [key] of entries.filter(([name, value]) => !name.includes('.') && value === null)) {
    const fault = removeSection(draft, key);
    if (fault === undefined) removals.push(key);
    else faults.push({ key, rest: [], fault });
  }
  return { faults, places, removals };
}

function put(section: object, steps: readonly string[], value: unknown): void {
  const parent = steps.slice(0, -1).reduce<unknown>(childValue, section) as Record<string, unknown>;
  const last = String(steps.at(-1));
  if (value === null) delete parent[last];
  else parent[last] = value;
}

type Done = {
  readonly targets: readonly {
    readonly key: string;
    readonly rest: KeyPath;
    readonly path: KeyPath;
  }[];
  readonly removals: readonly string[];
};

/** Gives a complaint about the changed page back to the key that caused it. */
function placed({ targets, removals }: Done, path: KeyPath, fault: Fault): ChangeFault {
  const exact = targets.find((target) => target.path.every((step, index) => path[index] === step));
  if (exact !== undefined) {
    return { key: exact.key, rest: [...exact.rest, ...path.slice(exact.path.length)], fault };
  }
  const removed = removals.find((id) => fault.wrong.includes(`"${id}"`));
  const [, section] = path;
  const sibling =
    section === undefined ? undefined : targets.find((target) => target.path[1] === section);
  return {
    key: removed ?? sibling?.key ?? removals[0] ?? targets[0]?.key ?? '',
    rest: [],
    fault: { ...fault, wrong: `makes the page invalid at ${path.join('.')}: ${fault.wrong}` },
  };
}

/** A copy of plain YAML values, so that no page shares with another what a change writes to. */
function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, structuredCopy(inner)]),
  );
}

import { issueFaults, unknownWord } from './issue-fault.ts';
import { type Landing, landingSchema } from './landing.ts';
import { nearest } from './nearest.ts';
import { type Fault, type KeyPath, listText } from './problem.ts';
import { childValue, keysAt } from './schema-shape.ts';

/** Content changes by `section.key`, deeper with further dots: `hero.action.label`. */
export type Change = Readonly<Record<string, unknown>>;

/** A fault in a change: which of its keys, and where inside that key's value. */
export type ChangeFault = { readonly key: string; readonly rest: KeyPath; readonly fault: Fault };

export type Changed =
  | { readonly ok: true; readonly landing: Landing }
  | { readonly ok: false; readonly faults: readonly ChangeFault[] };

/** Keys by which other files know a section; a change may not touch them. */
const FIXED_KEYS: readonly string[] = ['id', 'type', 'form'];

/**
 * The landing with a variant's changes, valid by the landing's own schema. A list is replaced as a
 * whole; `null` removes an optional key. A refusal names every key that does not fit.
 */
export function applyChange(landing: Landing, change: Change): Changed {
  const draft = structuredCopy(landing) as Landing;
  const faults: ChangeFault[] = [];
  const targets: { readonly key: string; readonly path: KeyPath }[] = [];
  for (const [key, value] of Object.entries(change)) {
    const target = targetOf(draft, key);
    if (target.ok) {
      put(draft, target.path, structuredCopy(value));
      targets.push({ key, path: target.path });
    } else {
      faults.push({ key, rest: [], fault: target.fault });
    }
  }
  const result = landingSchema.safeParse(draft);
  if (result.success && faults.length === 0) return { ok: true, landing: result.data };
  for (const issue of result.error?.issues ?? []) {
    for (const { path, fault } of issueFaults(landingSchema, draft, issue)) {
      faults.push(placed(targets, path, fault));
    }
  }
  return { ok: false, faults };
}

type Target =
  | { readonly ok: true; readonly path: KeyPath }
  | { readonly ok: false; readonly fault: Fault };

function targetOf(landing: Landing, key: string): Target {
  const [sectionId = '', ...steps] = key.split('.');
  const index = landing.sections.findIndex((section) => section.id === sectionId);
  const section = landing.sections[index];
  if (section === undefined) {
    const ids = landing.sections.map(({ id }) => id);
    const close = nearest(sectionId, ids);
    return refused({
      wrong: `${landing.path} has no section "${sectionId}"`,
      allowed: listText(ids),
      ...(close === undefined ? {} : { nearest: [close, ...steps].join('.') }),
    });
  }
  const [first] = steps;
  if (first === undefined) {
    const keys = listText(keysOf(landing, ['sections', index]));
    return refused({
      wrong: 'names a section but no key',
      allowed: `${sectionId}. and one of ${keys}`,
    });
  }
  if (FIXED_KEYS.includes(first)) {
    return refused({ wrong: `"${first}" names the section and cannot be changed` });
  }
  return walk(landing, ['sections', index], steps);
}

/** Follows the steps through maps; each must be a key that the schema has there. */
function walk(landing: Landing, path: KeyPath, steps: readonly string[]): Target {
  const [step, ...rest] = steps;
  if (step === undefined) return { ok: true, path };
  const here = path.reduce<unknown>(childValue, landing);
  if (Array.isArray(here)) {
    return refused({ wrong: `"${step}" is inside a list; change the whole list` });
  }
  const allowed = keysOf(landing, path);
  if (allowed.length > 0 && !allowed.includes(step)) {
    const section = landing.sections[Number(path[1])]?.id ?? '';
    const place = [section, ...path.slice(2)].join('.');
    const { nearest: close, ...fault } = unknownWord(
      `${place} has no key "${step}"`,
      step,
      allowed,
    );
    const meant = [place, close, ...rest].join('.');
    return refused({ ...fault, ...(close === undefined ? {} : { nearest: meant }) });
  }
  if (rest.length > 0 && childValue(here, step) === undefined) {
    return refused({ wrong: `"${step}" is not in the page yet; change it as a whole` });
  }
  return walk(landing, [...path, step], rest);
}

function keysOf(landing: Landing, path: KeyPath): readonly string[] {
  const keys = keysAt(landingSchema, path, landing) ?? [];
  return path.length === 2 ? keys.filter((key) => !FIXED_KEYS.includes(key)) : keys;
}

function put(root: unknown, path: KeyPath, value: unknown): void {
  const parent = path.slice(0, -1).reduce<unknown>(childValue, root) as Record<string, unknown>;
  const last = String(path.at(-1));
  if (value === null) delete parent[last];
  else parent[last] = value;
}

/** Gives a complaint about the changed page back to the key that caused it. */
function placed(
  targets: readonly { readonly key: string; readonly path: KeyPath }[],
  path: KeyPath,
  fault: Fault,
): ChangeFault {
  const exact = targets.find((target) => target.path.every((step, index) => path[index] === step));
  if (exact !== undefined) return { key: exact.key, rest: path.slice(exact.path.length), fault };
  const [, section] = path;
  const sibling = targets.find((target) => target.path[1] === section) ?? targets[0];
  return {
    key: sibling?.key ?? '',
    rest: [],
    fault: { ...fault, wrong: `makes the page invalid at ${path.join('.')}: ${fault.wrong}` },
  };
}

function refused(fault: Fault): Target {
  return { ok: false, fault };
}

/** A copy of plain YAML values, so that no page shares a value with another. */
function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, structuredCopy(inner)]),
  );
}

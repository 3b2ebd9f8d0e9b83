import { type KeyPath, listText } from '#experiments/definition/faults/problem.ts';
import { valueAt } from '#experiments/definition/faults/schema-shape.ts';
import { changeKeyOf } from '#experiments/definition/landing/texts.ts';
import type { Put } from '../ship/put-in-yaml.ts';
import type { Inability } from '../terminal.ts';
import type { OpenPage } from './open-page.ts';

/** A new wording for one text of the open page. */
export type Wording = { readonly place: KeyPath; readonly value: string };

/** What to put into which file. */
export type FilePuts = {
  readonly ok: true;
  readonly file: string;
  readonly puts: readonly Put[];
};

/** The wording in the page's own file. Refuses what a running experiment compares. */
export function pagePuts(open: OpenPage, { place, value }: Wording): FilePuts | Inability {
  const { file, compiled, page } = open;
  if (file === undefined || !file.file.endsWith('.yaml')) {
    return refuse('This page is made from a table or from MDX: edit its file.');
  }
  const change = changeKeyOf(page.content, place);
  const running = compiled.catalog.experiments.filter(
    ({ status, landings, variants }) =>
      status === 'running' &&
      (landings.includes(open.path) || landings.includes(page.content.path)) &&
      variants.some((variant) =>
        Object.keys(variant.change ?? {}).some((key) => touches(key, change?.key)),
      ),
  );
  if (running.length > 0) {
    const ids = running.map(({ id }) => id);
    return refuse(
      `${change?.key} is what ${listText(ids, 'and')} compares, and visitors have seen both sides. End it first (npm run ship -- ${ids[0]}), or write this as a variant of a draft.`,
    );
  }
  const at = placeInFile(open, place);
  if (at === null) return refuse('The text is not in the page’s file: edit it where it is.');
  return { ok: true, file: file.file, puts: [{ path: at, value }] };
}

/** The wording as a part of a variant's change, which a list joins as a whole. */
export function variantChange(
  open: OpenPage,
  { place, value }: Wording,
):
  | { readonly ok: true; readonly key: string; readonly whole: unknown; readonly rest: KeyPath }
  | Inability {
  const change = changeKeyOf(open.page.content, place);
  if (change === null) {
    return refuse('A variant changes sections; this text belongs to the page around them.');
  }
  const { key, rest } = change;
  if (rest.length === 0) return { ok: true, key, whole: value, rest };
  const depth = place.length - rest.length;
  const at = placeInFile(open, place.slice(0, depth));
  const written = at === null ? undefined : valueAt(open.file?.value, at);
  const list = structuredClone(written ?? valueAt(open.page.content, place.slice(0, depth)));
  const holder = valueAt(list, rest.slice(0, -1)) as Record<string | number, unknown>;
  holder[rest.at(-1) ?? 0] = value;
  return { ok: true, key, whole: list, rest };
}

/** The wording in a variant of an experiment. Refuses one that runs or has run. */
export function variantPuts(
  open: OpenPage,
  wording: Wording,
  [experimentId, variantId]: readonly [string, string],
): FilePuts | Inability {
  const experiment = open.compiled.catalog.experiments.find(({ id }) => id === experimentId);
  const source = open.sources.experiments.find(({ stem }) => stem === experimentId);
  const index = experiment?.variants.findIndex(({ id }) => id === variantId) ?? -1;
  if (experiment === undefined || source === undefined || index < 1) {
    return refuse(`There is no treatment ${experimentId}.${variantId}.`);
  }
  if (experiment.status !== 'draft') {
    return refuse(
      `${experimentId} is ${experiment.status}: its texts are what visitors saw. Copy it: npm run new -- experiment --copy ${experimentId}`,
    );
  }
  const change = variantChange(open, wording);
  if (!change.ok) return change;
  const at: KeyPath = ['variants', index, 'change', change.key];
  const own = experiment.variants[index]?.change ?? {};
  const put =
    change.key in own
      ? { path: [...at, ...change.rest], value: wording.value }
      : { path: at, value: change.whole };
  return { ok: true, file: source.file, puts: [put] };
}

/** The same text in the landing's file, whose sections a variant may have moved; null when absent. */
function placeInFile({ file, page }: OpenPage, place: KeyPath): KeyPath | null {
  const [root, index, ...steps] = place;
  if (root !== 'sections') return valueAt(file?.value, place) === undefined ? null : place;
  const id = page.content.sections[Number(index)]?.id;
  const sections = valueAt(file?.value, ['sections']) as readonly { id?: unknown }[] | undefined;
  const found = sections?.findIndex((section) => section.id === id) ?? -1;
  const at = ['sections', found, ...steps];
  return found < 0 || valueAt(file?.value, at) === undefined ? null : at;
}

/** Whether one key is the other, or holds it. */
function touches(key: string, other: string | undefined): boolean {
  if (other === undefined) return false;
  return key === other || key.startsWith(`${other}.`) || other.startsWith(`${key}.`);
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

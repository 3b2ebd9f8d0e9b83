import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AD_GROUPS_FILE } from '#experiments/ad-groups/columns.ts';
import {
  type Compiled,
  compile,
  type NamedLanding,
  type Sources,
} from '#experiments/definition/catalog/compile.ts';
import { canonicalJson } from '#experiments/definition/experiment/fingerprint.ts';
import { LOCK_FILE, lockText } from '#experiments/definition/experiment/lock.ts';
import { listText, type Source } from '#experiments/definition/faults/problem.ts';
import type { Landing } from '#experiments/definition/landing/landing.ts';
import { CATALOG_FOLDER, known, readSources } from '#site/build/load.ts';
import { drawnIn } from '#site/build/mdx/drawn-in-components.ts';
import { parseFile } from '#site/build/parse-file.ts';
import { reportText } from '#site/build/report-text.ts';
import type { Inability } from '../terminal.ts';
import type { Choice } from './choose.ts';
import { withOutcome } from './fold.ts';
import { foldAdGroups, withoutColumn } from './fold-ad-groups.ts';
import { type Fold, foldLanding } from './fold-landing.ts';
import { foldPage } from './fold-page.ts';
import { foldTags } from './fold-tags.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** A file before and after. */
export type Edit = { readonly file: string; readonly before: string; readonly after: string };

/**
 * What shipping changes: the experiment's file, each file in which the winner differs from what
 * stands there, and the lock where it lacks the experiment. Refuses when a page would not show
 * afterwards what the winner showed, or the project would be invalid.
 */
export async function editsFor(
  root: string,
  compiled: Good,
  choice: Choice,
): Promise<{ readonly ok: true; readonly edits: readonly Edit[] } | Inability> {
  const { experiment, winner, learned } = choice;
  const file = `${CATALOG_FOLDER}/${experiment.id}.yaml`;
  const text = await read(root, file);
  const edits: Edit[] = [
    { file, before: text, after: withOutcome(text, { winner: winner.id, learned }) },
  ];
  const folded = await foldedFiles(root, compiled, { ...choice, text });
  if (!folded.ok) return folded;
  edits.push(...folded.edits.filter(({ before, after }) => before !== after));
  if (compiled.unlocked.includes(experiment.id)) {
    const before = await read(root, LOCK_FILE).catch(() => '');
    edits.push({ file: LOCK_FILE, before, after: lockText(compiled.lock) });
  }
  const after = compile(edited(await readSources(root), edits), await known(root));
  if (!after.ok) {
    return refuse(
      `Nothing was written. With "${winner.id}" in its pages there would be ${reportText(after.problems)}`,
    );
  }
  const other = winner.page === undefined ? differing(compiled, after, choice) : [];
  return other.length === 0 ? { ok: true, edits } : refuse(await unsafe(root, other, choice));
}

/** Why these pages would not show what the winner showed, and what to do. */
async function unsafe(
  root: string,
  other: readonly NamedLanding[],
  { winner }: Choice,
): Promise<string> {
  const paths = listText(
    other.map((landing) => landing.path),
    'and',
  );
  const inTable = other.every(({ parent }) => parent !== undefined);
  const missing = inTable
    ? withoutColumn(await read(root, AD_GROUPS_FILE), winner.change ?? {})
    : [];
  return missing.length > 0
    ? `${AD_GROUPS_FILE}:1  has no column ${listText(missing, 'and')}, where the texts of "${winner.id}" for ${paths} would stand: add it with empty cells, commit, and ship again.`
    : `${inTable ? `The lines of ${paths} in ${AD_GROUPS_FILE}` : paths} cannot be edited safely: put the change of "${winner.id}" in by hand.`;
}

type Folded = { readonly ok: true; readonly edits: readonly Edit[] } | Inability;

/** The files of the landings, and the components that draw the experiment, with the winner in them. */
async function foldedFiles(
  root: string,
  { landings }: Good,
  { experiment, winner, text }: Choice & { readonly text: string },
): Promise<Folded> {
  const from: Fold = {
    experiment: text,
    experimentId: experiment.id,
    variant: experiment.variants.indexOf(winner),
    winnerId: winner.id,
  };
  const edits: Edit[] = [];
  const sources = await readSources(root);
  const fileOf = (id: string) => sources.landings.find(({ stem }) => stem === id)?.file;
  for (const landing of landings.filter(({ path }) => experiment.landings.includes(path))) {
    const file = fileOf(landing.id);
    // A page of an ad group has no file of its own: it follows its landing.
    if (file === undefined) {
      if (winner.page === undefined) continue;
      return refuse(
        `${landing.path} is a line of ${AD_GROUPS_FILE} and cannot become the page ${winner.page}. By hand: (1) end the experiment in its file with status: ended, winner and learned; (2) take the line out, or send its ads to ${winner.page}; (3) run npm run check.`,
      );
    }
    const before = await read(root, file);
    if (winner.page === undefined) {
      edits.push({ file, before, after: foldLanding(file, before, from) });
      continue;
    }
    const page = landings.find(({ path }) => path === winner.page);
    const pageFile = page === undefined ? undefined : fileOf(page.id);
    if (page === undefined || pageFile === undefined) {
      return refuse(`${winner.page} has no file of its own: write ${file} by hand.`);
    }
    const shown = { landing: page, file: pageFile, text: await read(root, pageFile) };
    const folded = foldPage({ landing, file, text: before }, shown);
    if (!folded.ok) return folded;
    edits.push({ file, before, after: folded.text });
  }
  const table = sources.adGroups;
  if (table !== undefined && winner.page === undefined) {
    const pages = landings
      .filter((one) => one.parent !== undefined && experiment.landings.includes(one.path))
      .map((one) => ({
        path: one.path,
        withLanding: experiment.landings.includes(one.parent ?? ''),
      }));
    const after = foldAdGroups(table, pages, winner.change ?? {});
    edits.push({ file: AD_GROUPS_FILE, before: table, after });
  }
  const drawn = (sources.drawn ?? []).filter(({ id }) => id === experiment.id);
  for (const file of new Set(drawn.map((one) => one.file))) {
    const before = await read(root, file);
    edits.push({ file, before, after: foldTags(before, experiment.id, winner.id) });
  }
  return { ok: true, edits };
}

/** Landings that do not show what they showed to the winner's visitors. */
function differing(
  before: Good,
  after: Good,
  { experiment, winner }: Choice,
): readonly NamedLanding[] {
  const key = `${experiment.id}.${winner.id}`;
  const shown = (compiled: Good, id: string, wanted: string) => {
    const pages = compiled.pages.filter(({ landingId }) => landingId === id);
    const page = pages.find((one) => one.key === wanted) ?? pages.find((one) => one.key === '');
    return canonicalJson(page === undefined ? null : withoutParts(page.content));
  };
  return before.landings
    .filter(({ path }) => experiment.landings.includes(path))
    .filter(({ id }) => shown(before, id, key) !== shown(after, id, ''));
}

/** Without the numbers that the texts of a body have by their place in the file. */
function withoutParts(landing: Landing): object {
  const sections = landing.sections.map((section) =>
    section.type === 'body' ? { type: 'body' } : section,
  );
  return { ...landing, sections };
}

function edited(sources: Sources, edits: readonly Edit[]): Sources {
  const replace = (source: Source): Source => {
    const edit = edits.find(({ file }) => file === source.file);
    const read = edit === undefined ? undefined : parseFile(edit.file, edit.after);
    return read?.ok ? read.source : source;
  };
  const changed = edits.map(({ file }) => file);
  const adGroups = edits.find(({ file }) => file === AD_GROUPS_FILE)?.after ?? sources.adGroups;
  const components = edits
    .filter(({ file }) => file.endsWith('.astro'))
    .flatMap(({ file, after }) => drawnIn(file, after).drawn);
  return {
    ...sources,
    adGroups,
    landings: sources.landings.map(replace),
    experiments: sources.experiments.map(replace),
    drawn: [...(sources.drawn ?? []).filter(({ file }) => !changed.includes(file)), ...components],
    lock: sources.lock && replace(sources.lock),
  };
}

const read = (root: string, file: string) => readFile(path.join(root, file), 'utf8');

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

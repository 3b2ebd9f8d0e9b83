import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Compiled, compile, type Sources } from '#experiments/definition/catalog/compile.ts';
import { errorsOf } from '#experiments/definition/faults/problem.ts';
import { valueAt } from '#experiments/definition/faults/schema-shape.ts';
import { CATALOG_FOLDER } from '#site/build/load.ts';
import { parseSource } from '#site/build/read-source.ts';
import { reportText } from '#site/build/report-text.ts';
import { diffText } from '../ship/diff-text.ts';
import type { Edit } from '../ship/edits.ts';
import { putInYaml } from '../ship/put-in-yaml.ts';
import type { Inability } from '../terminal.ts';
import { newExperiment } from './new-experiment.ts';
import { newVariant } from './new-variant.ts';
import { type OpenPage, openPage, type PageName } from './open-page.ts';
import { type FilePuts, pagePuts, variantPuts, type Wording } from './puts.ts';

/** A new wording and where it shall go. */
export type EditRequest = PageName &
  Wording & {
    /** The text that it takes the place of, as it was shown. */
    readonly was: string;
    readonly target: string;
    /** For a new experiment: what `npm run new` asks for. */
    readonly fields: Readonly<Record<string, string>>;
  };

/** An edit that has been checked and waits for a yes. */
export type Proposal = {
  readonly ok: true;
  readonly edit: Edit;
  readonly diff: string;
  /** Remarks of the check. */
  readonly notes: readonly string[];
};

/** What a wording would change in the files; refuses what `npm run check` would refuse. */
export async function propose(root: string, request: EditRequest): Promise<Proposal | Inability> {
  const open = await openPage(root, request);
  if (!open.ok) return open;
  if (valueAt(open.page.content, request.place) !== request.was) {
    return { ok: false, sentence: 'The page has changed meanwhile: load it again.' };
  }
  const made = await editFor(open, request);
  if (!made.ok) return made;
  const { edit } = made;
  const before = problemsOf(compile(open.sources, open.known)).map((one) => JSON.stringify(one));
  const { sources, known: names } = open;
  const after = problemsOf(compile(withEdit(sources, edit), names));
  const errors = errorsOf(after);
  if (errors.length > 0) return { ok: false, sentence: reportText(errors) };
  const fresh = after.filter((one) => !before.includes(JSON.stringify(one)));
  return {
    ok: true,
    edit,
    diff: diffText(edit.file, edit.before, edit.after),
    notes: fresh.map(({ wrong }) => `${wrong}.`),
  };
}

/** Writes a proposal, unless its file is no longer what it was made from. */
export async function writeProposal(
  root: string,
  { edit }: Proposal,
): Promise<{ readonly ok: true; readonly file: string } | Inability> {
  const file = path.join(root, edit.file);
  const now = existsSync(file) ? await readFile(file, 'utf8') : '';
  if (now !== edit.before) {
    return { ok: false, sentence: `${edit.file} has changed meanwhile: nothing was written.` };
  }
  await writeFile(file, edit.after);
  return { ok: true, file: edit.file };
}

async function editFor(
  open: OpenPage,
  request: EditRequest,
): Promise<{ readonly ok: true; readonly edit: Edit } | Inability> {
  const { target } = request;
  if (target === 'experiment') return newExperiment(open, request);
  if (target.startsWith('new:')) return fromPuts(open, newVariant(open, request, target.slice(4)));
  const [experimentId = '', variantId = ''] = target.split('.');
  return fromPuts(
    open,
    target === 'page'
      ? pagePuts(open, request)
      : variantPuts(open, request, [experimentId, variantId]),
  );
}

async function fromPuts({ root }: OpenPage, found: FilePuts | Inability) {
  if (!found.ok) return found;
  const before = await readFile(path.join(root, found.file), 'utf8');
  const after = found.puts.reduce(putInYaml, before);
  return { ok: true, edit: { file: found.file, before, after } } as const;
}

function problemsOf(compiled: Compiled) {
  return compiled.ok ? compiled.warnings : compiled.problems;
}

function withEdit(sources: Sources, { file, after }: Edit): Sources {
  const read = parseSource(file, after);
  if (!read.ok) return { ...sources, unreadable: [...sources.unreadable, ...read.problems] };
  const replaced = (list: Sources['landings']) =>
    list.map((source) => (source.file === file ? read.source : source));
  const isNew =
    file.startsWith(`${CATALOG_FOLDER}/`) && !sources.experiments.some((one) => one.file === file);
  const experiments = isNew ? [...sources.experiments, read.source] : sources.experiments;
  return {
    ...sources,
    landings: replaced(sources.landings),
    experiments: replaced(experiments).toSorted((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

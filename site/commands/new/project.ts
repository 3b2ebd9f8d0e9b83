import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Compiled, compile, type Sources } from '#experiments/definition/catalog/compile.ts';
import type { Known } from '#experiments/definition/catalog/definitions.ts';
import { errorsOf, type Problem, problemText } from '#experiments/definition/faults/problem.ts';
import {
  CATALOG_FOLDER,
  known,
  LANDING_FOLDER,
  METRICS_FILE,
  readSources,
} from '#site/build/load.ts';
import { parseFile } from '#site/build/parse-file.ts';
import { reportText } from '#site/build/report-text.ts';
import type { Inability } from '../terminal.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** The project into which a file is written. */
export type Project = {
  readonly ok: true;
  readonly root: string;
  readonly sources: Sources;
  readonly known: Known;
  /** The project; without its experiments when one is wrong already, which a new file may mend. */
  readonly compiled: Good;
};

/** Reads the project; refuses when pages or metrics are wrong, so that nothing can be checked. */
export async function openProject(root: string): Promise<Project | Inability> {
  const [sources, names] = await Promise.all([readSources(root), known(root)]);
  const whole = compile(sources, names);
  // Without experiments, tags that draw one would be complained of.
  const landings = sources.landings.map(({ body, ...source }) =>
    body === undefined ? source : { ...source, body: { ...body, experiments: [] } },
  );
  const bare = { ...sources, landings, drawn: [], experiments: [] };
  const compiled = whole.ok ? whole : compile(bare, names);
  if (!compiled.ok) return { ok: false, sentence: reportText(compiled.problems) };
  return { ok: true, root, sources, known: names, compiled };
}

/** A file to write whole; `append` adds to a file that exists. */
export type NewFile = { readonly file: string; readonly text: string; readonly append?: string };

/**
 * Writes files that are right: refuses those that `npm run check` would refuse, with its words, and
 * those that exist. Errors that were there before do not count. Gives warnings about the new files.
 */
export async function writeChecked(
  { root, sources, known: names }: Project,
  files: readonly NewFile[],
): Promise<{ readonly ok: true; readonly warnings: readonly string[] } | Inability> {
  const taken = files.find(
    ({ file, append }) => append === undefined && existsSync(path.join(root, file)),
  );
  if (taken !== undefined)
    return { ok: false, sentence: `${taken.file} exists already: choose another id.` };
  const before = problemsOf(compile(sources, names)).map(problemText);
  const problems = problemsOf(compile(withFiles(sources, files), names));
  const fresh = problems.filter((problem) => !before.includes(problemText(problem)));
  const errors = errorsOf(fresh);
  if (errors.length > 0)
    return { ok: false, sentence: `Nothing was written. ${reportText(errors)}` };
  for (const { file, text, append } of files) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), append ?? text, {
      flag: append === undefined ? 'wx' : 'a',
    });
  }
  return { ok: true, warnings: fresh.map(problemText) };
}

function problemsOf(compiled: Compiled): readonly Problem[] {
  return compiled.ok ? compiled.warnings : compiled.problems;
}

function withFiles(sources: Sources, files: readonly NewFile[]): Sources {
  const read = files.map(({ file, text }) => parseFile(file, text));
  const added = read.flatMap((one) => (one.ok ? [one.source] : []));
  const below = (folder: string) => added.filter(({ file }) => file.startsWith(`${folder}/`));
  const byFile = (list: Sources['landings']) =>
    [...list].sort((a, b) => (a.file < b.file ? -1 : 1));
  return {
    ...sources,
    metrics: added.find(({ file }) => file === METRICS_FILE) ?? sources.metrics,
    landings: byFile([...sources.landings, ...below(LANDING_FOLDER)]),
    experiments: byFile([...sources.experiments, ...below(CATALOG_FOLDER)]),
    unreadable: [...sources.unreadable, ...read.flatMap((one) => (one.ok ? [] : one.problems))],
  };
}

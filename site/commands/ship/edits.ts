import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { applyChange } from '#experiments/definition/change.ts';
import { type Compiled, compile, type Sources } from '#experiments/definition/compile.ts';
import { canonicalJson } from '#experiments/definition/fingerprint.ts';
import { LOCK_FILE, lockText } from '#experiments/definition/lock.ts';
import type { Source } from '#experiments/definition/problem.ts';
import { CATALOG_FOLDER, known, LANDING_FOLDER, readSources } from '#site/build/load.ts';
import { parseSource } from '#site/build/read-source.ts';
import { reportText } from '#site/build/report-text.ts';
import type { Inability } from '../terminal.ts';
import type { Choice } from './choose.ts';
import { foldChange, withOutcome } from './fold.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** A file before and after. */
export type Edit = { readonly file: string; readonly before: string; readonly after: string };

/**
 * What shipping changes: the experiment's file, each of its landings where the winner changes one,
 * and the lock where it lacks the experiment. Refuses when the project would be invalid afterwards.
 */
export async function editsFor(
  root: string,
  compiled: Good,
  { experiment, winner, learned }: Choice,
): Promise<{ readonly ok: true; readonly edits: readonly Edit[] } | Inability> {
  const file = `${CATALOG_FOLDER}/${experiment.id}.yaml`;
  const text = await read(root, file);
  const from = { experiment: text, variant: experiment.variants.indexOf(winner) };
  const edits: Edit[] = [
    { file, before: text, after: withOutcome(text, { winner: winner.id, learned }) },
  ];
  for (const landing of compiled.landings.filter(({ path }) =>
    experiment.landings.includes(path),
  )) {
    const { id, ...content } = landing;
    const name = `${LANDING_FOLDER}/${id}.yaml`;
    const before = await read(root, name);
    const after = foldChange(before, from);
    const wanted = applyChange(content, winner.change ?? {});
    const folded = parseSource(name, after);
    const expected = wanted.ok ? canonicalJson(wanted.landing) : '';
    const found = folded.ok ? applyChange(folded.source.value as typeof content, {}) : undefined;
    if (!found?.ok || canonicalJson(found.landing) !== expected) {
      return refuse(
        `${name} cannot be edited safely: put the change of "${winner.id}" in by hand.`,
      );
    }
    if (after !== before) edits.push({ file: name, before, after });
  }
  if (compiled.unlocked.includes(experiment.id)) {
    const before = await read(root, LOCK_FILE).catch(() => '');
    edits.push({ file: LOCK_FILE, before, after: lockText(compiled.lock) });
  }
  const after = compile(edited(await readSources(root), edits), await known(root));
  return after.ok ? { ok: true, edits } : refuse(reportText(after.problems));
}

function edited(sources: Sources, edits: readonly Edit[]): Sources {
  const replace = (source: Source): Source => {
    const edit = edits.find(({ file }) => file === source.file);
    const read = edit === undefined ? undefined : parseSource(edit.file, edit.after);
    return read?.ok ? read.source : source;
  };
  return {
    ...sources,
    landings: sources.landings.map(replace),
    experiments: sources.experiments.map(replace),
    lock: sources.lock && replace(sources.lock),
  };
}

const read = (root: string, file: string) => readFile(path.join(root, file), 'utf8');

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '#experiments/definition/faults/problem.ts';
import type { DrawnExperiment } from '#experiments/definition/landing/body.ts';
import { drawnExperiments } from './drawn-experiments.ts';
import { elementsOf } from './elements.ts';
import { lineAt } from './split.ts';

/** Folders whose components a landing can be made of. */
export const COMPONENT_FOLDERS: readonly string[] = ['components', 'site'];
/** The components that the tags stand for. */
const OWN: readonly string[] = ['Experiment.astro', 'Variant.astro'];

export type DrawnInComponents = {
  readonly drawn: readonly DrawnExperiment[];
  readonly problems: readonly Problem[];
};

/** Every experiment that an .astro component below a project's root draws. */
export async function drawnInComponents(root: string): Promise<DrawnInComponents> {
  const names = await Promise.all(COMPONENT_FOLDERS.map((folder) => astroFiles(root, folder)));
  const found = await Promise.all(
    names.flat().map(async (file) => drawnIn(file, await readFile(path.join(root, file), 'utf8'))),
  );
  return {
    drawn: found.flatMap(({ drawn }) => drawn),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** The experiments of one component. */
export function drawnIn(file: string, text: string): DrawnInComponents {
  if (!text.includes('<Experiment') && !text.includes('<Variant'))
    return { drawn: [], problems: [] };
  const read = elementsOf(text, templateOf(text), isTag);
  if (!read.ok) {
    const line = lineAt(text, read.at);
    const problem: Problem = { level: 'error', file, line, key: '', wrong: read.wrong };
    return { drawn: [], problems: [problem] };
  }
  const { experiments, problems } = drawnExperiments(file, text, read.elements);
  return { drawn: experiments, problems };
}

/** The names of the two tags. */
export const isTag = (name: string) => name === 'Experiment' || name === 'Variant';

/** Where the markup of a file begins and ends: behind the code between its two "---". */
export function templateOf(text: string): readonly [number, number] {
  const code = /^\s*---[ \t]*\r?\n[\s\S]*?^---[ \t]*(?:\r?\n|$)/m.exec(text);
  return [code !== null && code.index === 0 ? code[0].length : 0, text.length];
}

async function astroFiles(root: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(path.join(root, folder), { recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return names
    .filter((name) => name.endsWith('.astro') && !OWN.includes(path.basename(name)))
    .sort()
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`);
}

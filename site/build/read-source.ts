import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { KeyPath, Problem, Source } from '#experiments/definition/faults/problem.ts';
import { firstAlias, plainValue, yamlProblem } from './yaml-faults.ts';

export type ReadSource =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one YAML file below the project's root; refuses a file that is not there or is no YAML. */
export async function readSource(
  root: string,
  file: string,
  parse: (file: string, text: string) => ReadSource = parseSource,
): Promise<ReadSource> {
  const text = await textOf(path.join(root, file));
  return text === undefined ? refused([missing(file)]) : parse(file, text);
}

/** Most characters of a file; a definition is a hundredth of it. */
const MOST_CHARACTERS = 1_000_000;

/** A file's values and the line of every key. Refuses what is no YAML, duplicate keys included. */
export function parseSource(file: string, text: string): ReadSource {
  const refuse = (line: number, wrong: string) =>
    refused([{ level: 'error', file, line, key: '', wrong }]);
  if (text.length > MOST_CHARACTERS) {
    return refuse(1, 'is larger than a million characters: it is hardly what it should be');
  }
  const lines = new LineCounter();
  const document = parsed(text, lines);
  if (document === null) return refuse(1, 'is no valid YAML: it is nested too deeply');
  // A tag that nobody knows is only a warning there, and its word would be lost from the text.
  const errors = [
    ...document.errors,
    ...document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED'),
  ];
  if (errors.length > 0) {
    // What comes after a structural fault follows from it; these stand for themselves.
    const [first, ...others] = errors.map((error) => yamlProblem({ file, text, lines }, error));
    const repeated = others.filter((_, index) =>
      /^(?:DUPLICATE_KEY|TAG_RESOLVE_FAILED)$/.test(errors[index + 1]?.code ?? ''),
    );
    return refused(first === undefined ? [] : [first, ...repeated]);
  }
  const lineOf = (keys: KeyPath): number => {
    for (let length = keys.length; length > 0; length -= 1) {
      const start = startOf(document, keys.slice(0, length));
      if (start !== undefined) return lines.linePos(start).line;
    }
    return 1;
  };
  const value = plainValue(document);
  return value === null
    ? refuse(firstAlias(document, lines), 'repeats parts of itself by aliases (*name) without end')
    : { ok: true, source: { file, stem: path.parse(file).name, value: value.plain, lineOf } };
}

/** The document; null where its depth exhausts the parser. */
function parsed(text: string, lineCounter: LineCounter): ReturnType<typeof parseDocument> | null {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Where the key, or the entry of a list, begins; undefined when there is none. */
function startOf(document: ReturnType<typeof parseDocument>, keys: KeyPath): number | undefined {
  const parent = document.getIn(keys.slice(0, -1), true) as
    | { items?: readonly { key?: unknown }[] }
    | undefined;
  const last = keys.at(-1);
  const pair = parent?.items?.find((item) => isNode(item.key) && String(item.key) === String(last));
  const node = pair?.key ?? document.getIn(keys, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function missing(file: string): Problem {
  return { level: 'error', file, line: 1, key: '', wrong: 'the file is missing' };
}

function refused(problems: readonly Problem[]): ReadSource {
  return { ok: false, problems };
}

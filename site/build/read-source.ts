import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { KeyPath, Problem, Source } from '#experiments/definition/problem.ts';

export type ReadSource =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one YAML file below the project's root; refuses a file that is not there or is no YAML. */
export async function readSource(root: string, file: string): Promise<ReadSource> {
  const text = await textOf(path.join(root, file));
  return text === undefined ? refused([missing(file)]) : parseSource(file, text);
}

/**
 * A file's values and the line of every key. Refuses what is no YAML, duplicate keys included, in
 * the words of the parser.
 */
export function parseSource(file: string, text: string): ReadSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return refused(
      document.errors.map((error) => ({
        level: 'error' as const,
        file,
        line: lines.linePos(error.pos[0]).line,
        key: '',
        wrong: `is no valid YAML: ${error.message.replace(/\.$/, '')}`,
      })),
    );
  }
  const lineOf = (keys: KeyPath): number => {
    for (let length = keys.length; length > 0; length -= 1) {
      const start = startOf(document, keys.slice(0, length));
      if (start !== undefined) return lines.linePos(start).line;
    }
    return 1;
  };
  return {
    ok: true,
    source: { file, stem: path.parse(file).name, value: document.toJS() ?? {}, lineOf },
  };
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

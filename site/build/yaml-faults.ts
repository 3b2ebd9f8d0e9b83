import { type Document, type LineCounter, visit, type YAMLParseError } from 'yaml';
import type { Problem } from '#experiments/definition/faults/problem.ts';

type Place = { readonly file: string; readonly text: string; readonly lines: LineCounter };

/** Complaints that mostly come from a line with a space too many or too few. */
const INDENTED = /without - indicator|implicit keys|compact mappings|indent|same column/i;

/** What the parser complains about, in words for the person who wrote the file. */
export function yamlProblem({ file, text, lines }: Place, error: YAMLParseError): Problem {
  const [start] = error.pos;
  const at = { level: 'error', file, line: lines.linePos(start).line } as const;
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const key = /^["']?([^:"'\n]+)/.exec(text.slice(start))?.[1]?.trim() ?? '';
      return { ...at, key, wrong: 'is there a second time; a key is written once' };
    }
    case 'TAB_AS_INDENT':
      return { ...at, key: '', wrong: 'is indented by a tab', allowed: 'spaces' };
    case 'MULTIPLE_DOCS':
      return { ...at, key: '', wrong: 'begins a second document (---); a file holds one' };
    default: {
      const said = error.message.replace(/\.$/, '');
      const hint = INDENTED.test(said)
        ? { allowed: 'as many spaces before a key as before its neighbours' }
        : {};
      return { ...at, key: '', wrong: `is no valid YAML: ${said}`, ...hint };
    }
  }
}

/** The plain values of a document; null where its aliases would make them endless. */
export function plainValue(document: Document): { readonly plain: unknown } | null {
  try {
    return { plain: document.toJS() ?? {} };
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

/** Line of the first alias of a document. */
export function firstAlias(document: Document, lines: LineCounter): number {
  let start = 0;
  visit(document, {
    Alias: (_key, { range }) => {
      start = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return lines.linePos(start).line;
}

import { type Document, type LineCounter, visit, type YAMLError } from 'yaml';
import type { Problem } from '#experiments/definition/faults/problem.ts';

type Place = { readonly file: string; readonly text: string; readonly lines: LineCounter };

/** Complaints that mostly come from a line with a space too many or too few. */
const INDENTED = /without - indicator|implicit keys|compact mappings|indent|same column/i;

const QUOTES = 'the text in double quotes, for example headline: "Your morning: without a call"';

/** Whether a line's text holds what YAML reads as its own: `: `, a sign to begin with, or a quote in quotes. */
function needsQuotes(line: string): boolean {
  const text =
    /^[\s-]*[\w.-]+:\s+(.*?)\s*$/.exec(line)?.[1] ?? /^\s*-\s+(.*?)\s*$/.exec(line)?.[1] ?? '';
  if (/^[@%&*!`|>]/.test(text)) return true;
  if (/^\{[^}]*\}\s*\S/.test(text) || /^\[[^\]]*\]\s*\S/.test(text)) return true;
  if (/^'(?:[^']|'')*'\s*[^\s#]/.test(text) || /^"(?:[^"\\]|\\.)*"\s*[^\s#]/.test(text))
    return true;
  return /^[^'"{[]/.test(text) && /:\s/.test(text);
}

/** What the parser complains about, in words for the person who wrote the file. */
export function yamlProblem({ file, text, lines }: Place, error: YAMLError): Problem {
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
    case 'TAG_RESOLVE_FAILED':
      return {
        ...at,
        key: '',
        wrong: `has a word that begins with "!", which YAML does not read as text`,
        allowed: QUOTES,
      };
    default: {
      const said = error.message.replace(/\.$/, '');
      const line = text.split('\n')[at.line - 1] ?? '';
      const hint = needsQuotes(line)
        ? { allowed: QUOTES }
        : INDENTED.test(said)
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

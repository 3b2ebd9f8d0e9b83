/** A start tag of a page, with the text inside it where that is no markup (script, style, …). */
export type Tag = {
  /** Lower case. */
  readonly name: string;
  /** Values by lower-case name, entities decoded; '' for an attribute without a value. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Place of its "<" in the page as it is held. */
  readonly at: number;
  /** Text up to the end tag; only for elements whose content is raw text. */
  readonly text: string;
};

const TAG = /<!--[\s\S]*?-->|<([a-zA-Z][^\s/>]*)([^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*)>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const RAW_TEXT: readonly string[] = ['script', 'style', 'textarea', 'title'];

/** The start tags of a page in their order. */
export type TagReader = (html: string) => readonly Tag[];

/**
 * Reads well-formed pages as the build writes them; comments and raw text are skipped, so that a
 * tag inside a string of a script is none. `plain` gives the text that a part of a page stands for,
 * where pages are not held as plain text. What is read once is known for further pages: those of a
 * site have most of their tags in common.
 */
export function tagReader(plain: (part: string) => string = (part) => part): TagReader {
  const starts = new Map<string, Start>();
  const texts = new Map<string, string>();
  const startOf = (whole: string, written: string, rest: string): Start => {
    const before = starts.get(whole);
    if (before !== undefined) return before;
    const name = written.toLowerCase();
    const attributes = readAttributes(apart(plain(rest)));
    const start = { name, attributes, isRaw: RAW_TEXT.includes(name) };
    if (starts.size < MOST_STARTS) starts.set(apart(whole), start);
    return start;
  };
  const textOf = (raw: string): string => {
    const before = texts.get(raw);
    if (before !== undefined) return before;
    const text = apart(plain(raw));
    if (texts.size < MOST_TEXTS) texts.set(apart(raw), text);
    return text;
  };
  return (html) => {
    const tags: Tag[] = [];
    const pattern = new RegExp(TAG);
    for (let match = pattern.exec(html); match !== null; match = pattern.exec(html)) {
      const [whole, written, rest = ''] = match;
      if (written === undefined) continue;
      const { name, attributes, isRaw } = startOf(whole, written, rest);
      const raw = isRaw ? rawText(html, name, pattern.lastIndex) : '';
      tags.push({ name, attributes, at: match.index, text: raw === '' ? '' : textOf(raw) });
      pattern.lastIndex += raw.length;
    }
    return tags;
  };
}

/** The start tags of a page that is held as plain text. */
export const tagsOf: TagReader = tagReader();

type Start = Pick<Tag, 'name' | 'attributes'> & { readonly isRaw: boolean };

/** Beyond these the memory would cost more than reading again. */
const MOST_STARTS = 10_000;
const MOST_TEXTS = 500;

/** A copy: a part of a page's text would keep the whole page in memory. */
function apart(part: string): string {
  return JSON.parse(JSON.stringify(part));
}

function rawText(html: string, name: string, from: number): string {
  const written = html.indexOf(`</${name}`, from);
  const end = written < 0 ? html.toLowerCase().indexOf(`</${name}`, from) : written;
  return html.slice(from, end < 0 ? html.length : end);
}

function readAttributes(text: string): Tag['attributes'] {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single, bare] of text.matchAll(ATTRIBUTE)) {
    attributes[name.toLowerCase()] ??= decoded(double ?? single ?? bare ?? '');
  }
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#34': '"',
  '#38': '&',
  '#39': "'",
  '#x27': "'",
};

function decoded(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole);
}

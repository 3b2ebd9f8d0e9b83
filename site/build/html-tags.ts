/** A start tag of a page, with the text inside it where that is no markup (script, style, …). */
export type Tag = {
  /** Lower case. */
  readonly name: string;
  /** Values by lower-case name, entities decoded; '' for an attribute without a value. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Place of its "<" in the page, in UTF-16 units. */
  readonly at: number;
  /** Text up to the end tag; only for elements whose content is raw text. */
  readonly text: string;
};

const START_TAG = /<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const RAW_TEXT: readonly string[] = ['script', 'style', 'textarea', 'title'];

/**
 * The start tags of a page in their order. Meant for well-formed pages as the build writes them;
 * comments and raw text are skipped, so that a tag inside a string of a script is none.
 */
export function tagsOf(html: string): readonly Tag[] {
  const tags: Tag[] = [];
  const pattern = new RegExp(`<!--[\\s\\S]*?-->|${START_TAG.source}`, 'g');
  for (let match = pattern.exec(html); match !== null; match = pattern.exec(html)) {
    const name = match[1]?.toLowerCase();
    if (name === undefined) continue;
    const text = RAW_TEXT.includes(name) ? rawText(html, name, pattern.lastIndex) : '';
    tags.push({ name, attributes: attributesOf(match[2] ?? ''), at: match.index, text });
    pattern.lastIndex += text.length;
  }
  return tags;
}

function rawText(html: string, name: string, from: number): string {
  const written = html.indexOf(`</${name}`, from);
  const end = written < 0 ? html.toLowerCase().indexOf(`</${name}`, from) : written;
  return html.slice(from, end < 0 ? html.length : end);
}

/** Attributes by their text: the pages of a site have most of their tags in common. */
const known = new Map<string, Tag['attributes']>();
/** Beyond it the memory would cost more than reading again. */
const MOST_KNOWN = 10_000;

function attributesOf(text: string): Tag['attributes'] {
  const before = known.get(text);
  if (before !== undefined) return before;
  // A copy: a part of a page's text would keep the whole page in memory.
  const copy = Buffer.from(text).toString();
  const attributes = readAttributes(copy);
  if (known.size < MOST_KNOWN) known.set(copy, attributes);
  return attributes;
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

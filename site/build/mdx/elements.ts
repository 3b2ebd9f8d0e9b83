/** An attribute as it is written: `title="…"`, `items={…}` or `wide`. */
export type Attribute = {
  readonly name: string;
  readonly kind: 'text' | 'braces' | 'flag';
  /** What is between the quotes or braces. */
  readonly text: string;
  /** Where that text begins in the file, in UTF-16 units. */
  readonly at: number;
};

/** An element of a file, with everything inside it that is an element too. */
export type Element = {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  /** From its "<" to behind the ">" of its end tag. */
  readonly start: number;
  readonly end: number;
  /** What is between its tags; empty where it closes itself. */
  readonly inner: readonly [number, number];
  readonly children: readonly Element[];
};

export type Elements =
  | { readonly ok: true; readonly elements: readonly Element[] }
  | { readonly ok: false; readonly at: number; readonly wrong: string };

/** What is text or code and never a tag: fences, code in a line, comments. */
const SKIPPED =
  /(?<![^\n])[ \t]*(`{3,}|~{3,})[\s\S]*?\n[ \t]*\1[^\n]*|(`+)[^\n]*?\2|<!--[\s\S]*?-->|\{\s*\/\*[\s\S]*?\*\/\s*\}/y;
const OPENING = /<([A-Za-z][\w.-]*)(?=[\s/>])/y;
const CLOSING = /<\/([A-Za-z][\w.-]*)\s*>/y;

type Open = {
  name: string;
  attributes: readonly Attribute[];
  start: number;
  from: number;
  children: Element[];
};

/**
 * The elements between two places of a file whose names `wanted` accepts, nested as they are
 * written. Refuses an end tag without its start, and the other way round.
 */
export function elementsOf(
  text: string,
  [from, to]: readonly [number, number],
  wanted: (name: string) => boolean,
): Elements {
  const root: Element[] = [];
  const open: Open[] = [];
  const add = (element: Element) => (open.at(-1)?.children ?? root).push(element);
  for (let at = from; at < to; ) {
    const skipped = matchAt(SKIPPED, text, at);
    if (skipped !== null) {
      at += skipped[0].length;
      continue;
    }
    const closing = matchAt(CLOSING, text, at);
    if (closing !== null && wanted(closing[1] ?? '')) {
      const last = open.pop();
      const end = at + closing[0].length;
      if (last === undefined || last.name !== closing[1]) {
        const wrong = last === undefined ? 'has no start' : `closes before </${last.name}>`;
        return { ok: false, at, wrong: `</${closing[1]}> ${wrong}` };
      }
      const { from: inside, ...rest } = last;
      add({ ...rest, inner: [inside, at], end });
      at = end;
      continue;
    }
    const opening = matchAt(OPENING, text, at);
    if (opening === null || !wanted(opening[1] ?? '')) {
      at += 1;
      continue;
    }
    const [tag, name = ''] = opening;
    const read = attributesAt(text, at + tag.length, to);
    if (!read.ok) return { ...read, wrong: `<${name}> ${read.wrong}` };
    const shared = { name, attributes: read.attributes, start: at };
    if (read.closed) add({ ...shared, end: read.end, inner: [read.end, read.end], children: [] });
    else open.push({ ...shared, from: read.end, children: [] });
    at = read.end;
  }
  const left = open.at(-1);
  if (left !== undefined) {
    return { ok: false, at: left.start, wrong: `<${left.name}> has no end </${left.name}>` };
  }
  return { ok: true, elements: root };
}

type ReadAttributes =
  | {
      readonly ok: true;
      readonly attributes: readonly Attribute[];
      readonly closed: boolean;
      readonly end: number;
    }
  | { readonly ok: false; readonly at: number; readonly wrong: string };

function attributesAt(text: string, from: number, to: number): ReadAttributes {
  const attributes: Attribute[] = [];
  for (let at = from; at < to; ) {
    const space = matchAt(/\s+/y, text, at);
    at += space?.[0].length ?? 0;
    if (text.startsWith('/>', at)) return { ok: true, attributes, closed: true, end: at + 2 };
    if (text[at] === '>') return { ok: true, attributes, closed: false, end: at + 1 };
    if (text[at] === '{') {
      const end = behindBraces(text, at);
      if (end === undefined) break;
      at = end;
      continue;
    }
    const named = matchAt(/([A-Za-z_][\w:.-]*)(\s*=\s*)?/y, text, at);
    if (named === null) return { ok: false, at, wrong: `has "${text[at] ?? ''}" between its keys` };
    const [whole, name = '', equals] = named;
    const value = at + whole.length;
    if (equals === undefined) {
      attributes.push({ name, kind: 'flag', text: '', at });
      at = value;
      continue;
    }
    const quote = text[value];
    const end =
      quote === '"' || quote === "'"
        ? text.indexOf(quote, value + 1) + 1
        : quote === '{'
          ? (behindBraces(text, value) ?? 0)
          : 0;
    if (end === 0 || end > to) {
      return { ok: false, at, wrong: `has a key ${name} whose value is not in quotes or braces` };
    }
    attributes.push({
      name,
      kind: quote === '{' ? 'braces' : 'text',
      text: text.slice(value + 1, end - 1),
      at: value + 1,
    });
    at = end;
  }
  return { ok: false, at: from, wrong: 'has no ">" at its end' };
}

/** The place behind the brace that closes the one at `from`; texts in quotes may hold braces. */
function behindBraces(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const quoted =
      /[:,[{(\s]/.test(text[at - 1] ?? '') && matchAt(/"[^"]*"|'(?:[^']|'')*'|`[^`]*`/y, text, at);
    if (quoted) {
      at += quoted[0].length - 1;
      continue;
    }
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

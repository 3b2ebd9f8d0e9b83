import { HANDOFF_MARK, readHandoffMark } from './handoff-mark.ts';
import { htmlText } from './html-text.ts';
import { escaped, type HeadCut, type HeadWord, type PageHead } from './page-head.ts';
import { SLOT_NAME } from './slot-name.ts';
import type { Window } from './window.ts';

/** A keyword slot before the page is finished: its name in the texts, and what fills it. */
export type NamedWord = HeadWord & { readonly name: string };

/** Stands after what a window opens. */
export const WINDOW_END = '<!--tl:end-->';

/** Stands before what shows only in a window, as a comment that no visitor gets. */
export function windowMark(window: Window): string {
  return `<!--tl:show ${JSON.stringify([window.fromAt, window.untilAt])}-->`;
}

/** Stands before what the edge shows to some visitors, by a name such as `ask`. */
export function nameMark(name: string): string {
  return `<!--tl:for ${name}-->`;
}

/** Stands in the head of a page with keyword slots. */
export function keywordsMark(words: readonly NamedWord[]): string {
  return `<!--tl:keywords ${JSON.stringify(words).replace(/[<>]/g, escaped)}-->`;
}

/** How a page is held in a string: as its plain text, or else as one character for each byte. */
export type HeldAs = {
  /** Bytes in UTF-8 of a part of the page. */
  readonly bytesIn: (part: string) => number;
  /** The plain text that a part of the page stands for. */
  readonly plain: (part: string) => string;
  /** A plain text as the page would hold it. */
  readonly held: (text: string) => string;
};

export type ReadPage = {
  /** The page without its marks, each keyword slot filled with its default. */
  readonly html: string;
  readonly head: Omit<PageHead, 'csp'>;
};

const KEYWORDS_START = '<!--tl:keywords ';
const KEYWORDS = /<!--tl:keywords (.*?)-->/;
const MARKS = new RegExp(
  [
    '<!--tl:show \\[(?<from>\\d+|null),(?<until>\\d+|null)\\]-->',
    '<!--tl:for (?<some>[a-z-]+)-->',
    '(?<end><!--tl:end-->)',
    '\\(\\((?<name>[a-z][a-z0-9-]*)\\)\\)',
    HANDOFF_MARK,
    `(?<token>${SLOT_NAME}~+)`,
    // What a script holds is no text, and it stays when its section goes: the next section of the
    // same kind has no script of its own.
    '(?<code><script(?![^>]*type="application/)[^>]*>[\\s\\S]*?</script>|<style[\\s\\S]*?</style>|<link[^>]*>)',
  ].join('|'),
  'g',
);

/**
 * Takes a page as Astro writes it apart: where its token slots, keyword slots and windows are, in
 * bytes of the page that remains.
 */
export function readMarks(written: string, { bytesIn, plain, held } = PLAIN_TEXT): ReadPage {
  const keywords = written.includes(KEYWORDS_START) ? KEYWORDS.exec(written) : null;
  const words = JSON.parse(plain(keywords?.[1] ?? '[]')) as NamedWord[];
  const source = keywords === null ? written : written.replace(KEYWORDS, '');
  const slots: number[] = [];
  const cuts: HeadCut[] = [];
  const open: ((Window | { readonly name: string }) & { start: number })[] = [];
  const parts: string[] = [];
  let width = 0;
  let bytes = 0;
  let isSame = true;
  const keep = (text: string) => {
    parts.push(text);
    bytes += bytesIn(text);
  };
  let last = 0;
  for (const { 0: mark, index, groups = {} } of source.matchAll(MARKS)) {
    keep(source.slice(last, index));
    last = index + mark.length;
    const { from, until, some, end, name, handoff, token, code } = groups;
    const start = bytes;
    const word = words.findIndex((one) => one.name === name);
    isSame &&=
      handoff === undefined &&
      from === undefined &&
      some === undefined &&
      end === undefined &&
      word < 0;
    if (from !== undefined) open.push({ start, fromAt: momentOf(from), untilAt: momentOf(until) });
    else if (some !== undefined) open.push({ start, name: some });
    else if (end !== undefined) {
      const closed = open.pop();
      if (closed !== undefined) cuts.push({ ...closed, end: bytes });
    } else if (word >= 0) {
      keep(held(htmlText(words[word]?.fallback ?? '')));
      cuts.push({ start, end: bytes, word });
    } else if (handoff !== undefined) {
      cuts.push({ start, end: start, ...readHandoffMark({ ...groups, handoff }) });
    } else {
      if (code !== undefined) cuts.push(...open.map((one) => ({ ...one, end: start })));
      if (token !== undefined) {
        slots.push(start);
        width = token.length;
      }
      keep(mark);
      if (code !== undefined) for (const one of open) one.start = bytes;
    }
  }
  keep(source.slice(last));
  const real = cuts.filter((cut) => cut.start < cut.end || 'handoff' in cut);
  real.sort((one, other) => one.start - other.start || other.end - one.end);
  // Most pages have nothing to take out, and joining their parts would cost more than finding them.
  const html = isSame ? source : parts.join('');
  return { html, head: { slots, width, ...optional(words, real) } };
}

function optional(words: readonly NamedWord[], cuts: readonly HeadCut[]): Partial<PageHead> {
  return {
    ...(words.length === 0 ? {} : { words: words.map(({ name: _name, ...word }) => word) }),
    ...(cuts.length === 0 ? {} : { cuts }),
  };
}

function momentOf(text: string | undefined): number | null {
  return text === undefined || text === 'null' ? null : Number(text);
}

const BEYOND_ASCII = /[\u0080-\uffff]+/g;

/** Bytes of a well-formed text in UTF-8 (RFC 3629, section 3). */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (const [run] of text.matchAll(BEYOND_ASCII)) {
    for (let index = 0; index < run.length; index += 1) {
      const unit = run.charCodeAt(index);
      // A pair of surrogates is four bytes: two units, and one more byte for each.
      bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
    }
  }
  return bytes;
}

const PLAIN_TEXT: HeldAs = {
  bytesIn: utf8Length,
  plain: (part) => part,
  held: (text) => text,
};

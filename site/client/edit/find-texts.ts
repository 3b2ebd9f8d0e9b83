import type { PageText } from './contract.ts';

/** A text of the page and where it stands in the document. */
export type FoundText = {
  readonly text: PageText;
  readonly node: Text;
  /** The words as they stand there: keyword slots hold a value. */
  readonly shown: string;
};

/** A keyword slot as content writes it: `((trade))`. */
const SLOT = /\(\(\s*[A-Za-z0-9_-]+\s*\)\)/;

const UNSEEN = 'script, style, template, noscript, textarea, .tl-preview, tl-editor';

/**
 * The texts that stand in the document as they are written, by section and words. Where a page says
 * the same twice in a section, the first place belongs to the first key. Punctuation around a text,
 * such as quotation marks, may stand in the same node.
 */
export function findTexts(texts: readonly PageText[]): readonly FoundText[] {
  const taken = new Set<Text>();
  const nodes = new Map<string | null, readonly Text[]>();
  return texts.flatMap((text) => {
    const all = nodes.get(text.section) ?? nodesOf(text.section);
    nodes.set(text.section, all);
    const free = all.filter((node) => !taken.has(node));
    const found =
      free.find((one) => shownIn(one, text) === plain(one.data)) ??
      free.find((one) => shownIn(one, text) !== null);
    if (found === undefined) return [];
    taken.add(found);
    return [{ text, node: found, shown: shownIn(found, text) ?? '' }];
  });
}

function nodesOf(section: string | null): readonly Text[] {
  const root = section === null ? document.body : document.getElementById(section);
  if (root === null) return [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node as Text;
    if (text.data.trim() !== '' && !text.parentElement?.closest(UNSEEN)) found.push(text);
  }
  return found;
}

/** The part of a node that says the text, whatever its slots hold; null when other words stand there. */
function shownIn(node: Text, { text }: PageText): string | null {
  const whole = plain(node.data);
  const words = plain(text)
    .split(SLOT)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('.+');
  const found = new RegExp(words, 'u').exec(whole);
  if (found === null) return null;
  const around = whole.slice(0, found.index) + whole.slice(found.index + found[0].length);
  return /[\p{L}\p{N}]/u.test(around) ? null : found[0];
}

/** A text as people see it: runs of white space are one space. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

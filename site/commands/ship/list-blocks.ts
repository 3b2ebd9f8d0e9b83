import { type Document, isCollection, isNode, isSeq, parseDocument, YAMLSeq } from 'yaml';
import type { KeyPath } from '#experiments/definition/faults/problem.ts';

/** One entry of a list as its file has it: whole lines, with the comments above it. */
export type Block = {
  /** Blank lines above it. */
  readonly gap: string;
  /** Comments above it, then its lines; ends with a line end. */
  readonly lines: string;
};

/** A list taken out of a file, entry by entry, so that it can be put back otherwise. */
export type ListBlocks = {
  readonly before: string;
  readonly blocks: readonly Block[];
  readonly after: string;
  /** Column of the dashes. */
  readonly column: number;
};

/** The entries of a list that is written one below the other; undefined for any other. */
export function listBlocks(text: string, path: KeyPath): ListBlocks | undefined {
  const list = parseDocument(text).getIn(path, true);
  if (!isSeq(list) || list.flow === true || list.items.length === 0) return undefined;
  const blocks: Block[] = [];
  let from = -1;
  let before = '';
  let column = 0;
  for (const item of list.items) {
    if (!isNode(item) || !item.range) return undefined;
    const [start, end] = item.range;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const until = lineEnd(text, start + text.slice(start, end).trimEnd().length);
    if (from < 0) {
      from = lineStart;
      before = text.slice(0, lineStart);
      column = text.slice(lineStart).search(/\S/);
    }
    const [gap = ''] = /^(?:[ \t]*\n)*/.exec(text.slice(from, until)) ?? [];
    const lines = text.slice(from + gap.length, until);
    blocks.push({ gap, lines: lines.endsWith('\n') ? lines : `${lines}\n` });
    from = until;
  }
  return { before, blocks, after: text.slice(from), column };
}

/** The file with these entries in place of those that it had. */
export function withBlocks(list: ListBlocks, blocks: readonly Block[]): string {
  const spaced = list.blocks.slice(1).some(({ gap }) => gap !== '');
  const lines = blocks.map(({ gap, lines }, index) => {
    if (index === 0) return lines;
    return (gap === '' && spaced ? '\n' : gap) + lines;
  });
  return list.before + lines.join('') + list.after;
}

/** A new entry at the list's column, in the style of the node that it comes from. */
export function newBlock(value: unknown, column: number): Block {
  const document: Document = parseDocument('[]');
  const list = new YAMLSeq();
  const node = isNode(value) ? value.clone() : document.createNode(value);
  if (isCollection(node)) node.flow = false;
  list.add(node);
  list.flow = false;
  document.contents = list as never;
  const text = document.toString({
    lineWidth: 100 - column,
    minContentWidth: 20,
    singleQuote: true,
    flowCollectionPadding: true,
  });
  const indent = ' '.repeat(column);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? line : indent + line));
  return { gap: '', lines: `${lines.join('\n')}\n` };
}

function lineEnd(text: string, place: number): number {
  const end = text.indexOf('\n', place);
  return end < 0 ? text.length : end + 1;
}

import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Pair,
  parseDocument,
  Scalar,
  stringify,
  type YAMLMap,
} from 'yaml';
import type { KeyPath } from '#experiments/definition/faults/problem.ts';

/** A value for a key of a YAML file, plain or as a node that keeps its style; `null` removes the key. */
export type Put = {
  readonly path: KeyPath;
  readonly value: unknown;
  /** How another file writes it: the text behind the key, which begins at `column` there. */
  readonly written?: Written | undefined;
};
export type Written = { readonly text: string; readonly column: number };

/** Columns at which long texts are folded, as the landings are written. */
const LINE_WIDTH = 100;

/**
 * The text of a YAML file with one value set, everything else byte for byte as it was: comments,
 * blank lines, quotes and folds. Only the lines of the changed key are written anew.
 */
export function putInYaml(text: string, { path, value, written }: Put): string {
  const document = parseDocument(text);
  const { map, key, inner } = blockParent(document, path);
  const old = inner.length > 0 ? document.getIn(path, true) : undefined;
  if (isScalar(old) && old.range && value !== null && !isCollection(value)) {
    return text.slice(0, old.range[0]) + inBraces(value) + text.slice(old.range[1]);
  }
  const pair = pairOf(map, key);
  if (value === null && inner.length === 0) return pair === undefined ? text : without(text, pair);
  const next = inner.length === 0 ? value : changedInside(pair, inner, value);
  const column = columnOf(text, map);
  const copied = inner.length === 0 ? moved(written, column) : undefined;
  const lines =
    copied === undefined
      ? pairText(key, next, { column, like: pair?.value })
      : `${' '.repeat(column)}${key}${copied}`;
  if (pair === undefined) return insertedAfter(text, map, lines);
  const [start, end] = extent(text, pair);
  const { remark, after } = remarkBehind(text, end);
  // Behind several lines a remark would become part of a folded text: it moves above the key.
  return remark !== '' && lines.includes('\n')
    ? `${text.slice(0, start)}${remark}\n${lines}${text.slice(after)}`
    : `${text.slice(0, start)}${lines.trimStart()}${text.slice(end)}`;
}

/** The comment on the line where a value ends, and where that line ends. */
function remarkBehind(text: string, end: number) {
  const lineEnd = text.indexOf('\n', end);
  const after = lineEnd < 0 ? text.length : lineEnd;
  const rest = text.slice(end, after).trim();
  return { remark: rest.startsWith('#') ? rest : '', after };
}

/** A text or number as it may stand inside braces. */
function inBraces(value: unknown): string {
  const plain = isScalar(value) ? value.value : value;
  const options = {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
    singleQuote: true,
  } as const;
  return stringify([plain], options).trim().slice(1, -1);
}

/** The innermost block map on the way: what is inside braces is written anew as a whole. */
function blockParent(document: Document, path: KeyPath) {
  let map = document.contents as YAMLMap;
  let depth = 0;
  for (let length = 1; length < path.length; length += 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isCollection(node) && node.flow) break;
    if (isMap(node)) [map, depth] = [node as YAMLMap, length];
  }
  return { map, key: String(path[depth]), inner: path.slice(depth + 1) };
}

/** The entry of a map under a key; undefined where it has none. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key,
  );
}

/** The value of a pair with something further in set or removed; its comments go with it. */
function changedInside(pair: Pair | undefined, inner: KeyPath, value: unknown): unknown {
  const holder = parseDocument('{}');
  holder.contents = isNode(pair?.value) ? (pair.value.clone() as never) : holder.contents;
  if (value === null) holder.deleteIn(inner);
  else holder.setIn(inner, value);
  return holder.contents;
}

/** The text behind a key with its further lines at another column; undefined where it does not fit. */
function moved(written: Written | undefined, column: number): string | undefined {
  if (written === undefined) return undefined;
  const [first = '', ...rest] = written.text.split('\n');
  const by = column - written.column;
  if (rest.some((line) => line !== '' && !line.startsWith(' '.repeat(written.column + 1)))) {
    return undefined;
  }
  const shift = (line: string) => (by < 0 ? line.slice(-by) : ' '.repeat(by) + line);
  return [first, ...rest.map((line) => (line === '' ? line : shift(line)))].join('\n');
}

/** `key: value` as lines, each indented to the column of the map. */
function pairText(
  key: string,
  value: unknown,
  at: { readonly column: number; readonly like: unknown },
): string {
  const document = parseDocument('{}');
  const node = isNode(value) ? value.clone() : document.createNode(value);
  if (isScalar(node) && isScalar(at.like) && typeof value === 'string') {
    const long = value.length > LINE_WIDTH - key.length - at.column - 2;
    const { type } = at.like;
    if (type === Scalar.BLOCK_FOLDED || long) node.type = Scalar.BLOCK_FOLDED;
    else if (type !== undefined && type !== Scalar.BLOCK_LITERAL) node.type = type;
  }
  const map = document.createNode({}) as YAMLMap;
  map.flow = false;
  map.set(document.createNode(key), node);
  document.contents = map as never;
  const text = document.toString({
    lineWidth: LINE_WIDTH - at.column,
    minContentWidth: 20,
    singleQuote: true,
    flowCollectionPadding: true,
  });
  const indent = ' '.repeat(at.column);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? line : indent + line))
    .join('\n');
}

/** How many characters stand before the first key of a map in its line. */
export function columnOf(text: string, map: YAMLMap): number {
  const [first] = map.items;
  const start = isPair(first) && isScalar(first.key) ? (first.key.range?.[0] ?? 0) : 0;
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

/** From the key to the end of the value, without the line end or a comment behind it. */
export function extent(text: string, pair: Pair): readonly [number, number] {
  const key = pair.key as Scalar;
  const value = pair.value as Scalar | null;
  const start = key.range?.[0] ?? 0;
  const end = value?.range?.[1] ?? key.range?.[1] ?? start;
  return [start, start + text.slice(start, end).trimEnd().length];
}

function without(text: string, pair: Pair): string {
  const [start, end] = extent(text, pair);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const [head, tail] = [text.slice(0, lineStart), lineEnd < 0 ? '' : text.slice(lineEnd + 1)];
  return head.endsWith('\n\n') && tail.startsWith('\n') ? head + tail.slice(1) : head + tail;
}

function insertedAfter(text: string, map: YAMLMap, lines: string): string {
  const last = map.items.at(-1);
  const end = isPair(last) ? extent(text, last)[1] : 0;
  const lineEnd = text.indexOf('\n', end);
  const at = lineEnd < 0 ? text.length : lineEnd;
  return `${text.slice(0, at)}\n${lines}${text.slice(at)}`;
}

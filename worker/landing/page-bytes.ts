import type { KeywordWords } from '#experiments/contract/keyword-text.ts';
import {
  HEAD_END,
  HEAD_START,
  type HeadCut,
  type HeadWord,
  type PageHead,
} from '#experiments/contract/page-head.ts';
import { readMarks } from '#experiments/contract/page-marks.ts';
import { compiledPattern } from '#experiments/definition/keyword/keyword-pattern.ts';

/** A static page as it waits in memory: its bytes, what gives way in them, and its policy. */
export type Page = {
  readonly bytes: Uint8Array;
  /** Byte offsets of the token slots, rising. */
  readonly slots: readonly number[];
  /** Bytes of each token slot. */
  readonly width: number;
  /** Content-Security-Policy of the page; null where the build has not finished it (development). */
  readonly csp: string | null;
  /** Whether the page asks search engines to leave it out. */
  readonly noindex?: boolean;
  /** Keyword slots, named by their index in `cuts`. */
  readonly words: readonly KeywordWords[];
  /** Bytes that a keyword replaces or that show in a window only; rising, outer ones first. */
  readonly cuts: readonly HeadCut[];
};

const decoder = new TextDecoder();
const encoder = new TextEncoder();
/** The layout writes it before the icons, well within these bytes. */
const NOINDEX = /<meta name="robots" content="noindex"/;
const HEAD_BYTES = 4_096;

/**
 * Takes a page file apart: its first line says where the slots are and which policy holds (written
 * by the build), the rest is the page. Without that line the page is searched for them.
 */
export function parsePage(file: Uint8Array): Page {
  if (decoder.decode(file.subarray(0, HEAD_START.length)) !== HEAD_START) {
    const { html, head } = readMarks(decoder.decode(file));
    return pageOf(encoder.encode(html), head, null);
  }
  const end = file.indexOf(0x0a) + 1;
  const line = decoder.decode(file.subarray(HEAD_START.length, end - HEAD_END.length));
  const head = JSON.parse(line) as PageHead;
  return pageOf(file.slice(end), head, head.csp);
}

function pageOf(bytes: Uint8Array, head: Omit<PageHead, 'csp'>, csp: string | null): Page {
  const { slots, width, words = [], cuts = [] } = head;
  const noindex = NOINDEX.test(decoder.decode(bytes.subarray(0, HEAD_BYTES)));
  return { bytes, slots, width, csp, noindex, words: words.map(wordsOf), cuts };
}

function wordsOf({ texts, pattern, ...word }: HeadWord): KeywordWords {
  return {
    ...word,
    texts: texts === undefined ? null : new Map(texts),
    pattern: pattern === undefined ? null : (compiledPattern(pattern) ?? null),
  };
}

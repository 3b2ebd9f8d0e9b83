import type { HandoffLink } from './handoff-mark.ts';
import type { Window } from './window.ts';

/** A keyword slot as it travels with a page. */
export type HeadWord = {
  /** Query parameter that fills it. */
  readonly parameter: string;
  /** Plain text for everybody without a known value; it stands in the page already. */
  readonly fallback: string;
  /** Texts by folded value, where values are listed. */
  readonly texts?: readonly (readonly [string, string])[];
  /** Source of the regular expression for a whole value, where one decides. */
  readonly pattern?: string;
  readonly maxLength: number;
};

/** Bytes of a page that may give way: to a keyword, or to nothing outside a window. */
export type HeadCut = {
  /** Offset of the first byte. */
  readonly start: number;
  /** Offset after the last byte. */
  readonly end: number;
} & (
  | {
      /** Index among the page's words. */
      readonly word: number;
    }
  | {
      /** Shown to visitors for whom the edge says this name. */
      readonly name: string;
    }
  | HandoffLink
  | Window
);

/** What a page's first line says of the bytes after it. */
export type PageHead = {
  /** Byte offsets of the token slots, rising. */
  readonly slots: readonly number[];
  /** Bytes of each token slot. */
  readonly width: number;
  /** Content-Security-Policy. */
  readonly csp: string;
  /** Absent on a page without keyword slots. */
  readonly words?: readonly HeadWord[];
  /** By rising start, an outer one before those inside it; absent where nothing gives way. */
  readonly cuts?: readonly HeadCut[];
};

export const HEAD_START = '<!--tl:';
export const HEAD_END = '-->\n';

/** The first line of a page file. Keywords are anybody's text: nothing in them may end the comment. */
export function firstLine(head: PageHead): string {
  return `${HEAD_START}${JSON.stringify(head).replace(/[<>]/g, escaped)}${HEAD_END}`;
}

/** Characters as JSON writes them by number, so that HTML does not see them. */
export function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

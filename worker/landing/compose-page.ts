import { htmlText } from '#experiments/contract/html-text.ts';
import { keywordText } from '#experiments/contract/keyword-text.ts';
import type { HeadCut } from '#experiments/contract/page-head.ts';
import { isOpen } from '#experiments/contract/window.ts';
import { type HandOver, handoffText } from './hand-over.ts';
import type { Page } from './page-bytes.ts';

/** What one view adds to a static page. */
export type Composition = {
  /** Goes into every token slot; one that does not fit, or none, leaves them blank: the page is
   * served and nothing is counted. */
  readonly token: string;
  /** Parameters of the address, for keyword slots. */
  readonly query: URLSearchParams;
  /** Epoch milliseconds at which windows are open or closed. */
  readonly now: number;
  /** Names of what is shown to this visitor only, such as the question for consent. */
  readonly shows?: readonly string[];
  /** What links to other sites take along; null or left out, they stay as they are. */
  readonly handOver?: HandOver | null;
};

const encoder = new TextEncoder();
const SPACE = 0x20;

/**
 * The bytes that a visitor gets: the page with its token, with the words that were searched for,
 * and without what is not to be seen at the moment. A page that nothing changes is copied once.
 */
export function composePage(page: Page, composition: Composition): Uint8Array {
  const filled = fillSlots(page, composition.token);
  if (page.cuts.length === 0) return filled;
  const found = page.words.map((word) => keywordText(word, composition.query.get(word.parameter)));
  const parts: Uint8Array[] = [];
  let kept = 0;
  for (const cut of page.cuts) {
    // What lies inside a closed window goes with it.
    if (cut.start < kept || stays(cut, { ...composition, found })) continue;
    parts.push(filled.subarray(kept, cut.start));
    const text = textOf(cut, { ...composition, found });
    if (text) parts.push(encoder.encode(htmlText(text)));
    kept = cut.end;
  }
  if (kept === 0) return filled;
  parts.push(filled.subarray(kept));
  return joined(parts);
}

type Filling = Composition & { readonly found: readonly (string | null)[] };

/** Whether a cut is served as the page has it: a keyword's default, an open window, what is asked. */
function stays(cut: HeadCut, { found, now, shows = [], handOver = null }: Filling): boolean {
  if ('word' in cut) return (found[cut.word] ?? null) === null;
  if ('handoff' in cut) return handOver === null;
  return 'name' in cut ? shows.includes(cut.name) : isOpen(cut, now);
}

/** What stands in place of a cut; null for nothing. */
function textOf(cut: HeadCut, { found, handOver = null }: Filling): string | null {
  if ('handoff' in cut) return handOver && handoffText(cut, handOver);
  return 'word' in cut ? (found[cut.word] ?? null) : null;
}

function fillSlots(page: Page, token: string): Uint8Array {
  const filled = page.bytes.slice();
  const text = encoder.encode(token.length <= page.width ? token : '');
  for (const offset of page.slots) {
    filled.fill(SPACE, offset, offset + page.width);
    filled.set(text, offset);
  }
  return filled;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

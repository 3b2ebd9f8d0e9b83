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
 * and without what is not to be seen at the moment. Every byte is copied once, whatever gives way.
 */
export function composePage(page: Page, composition: Composition): Uint8Array {
  const gaps = page.cuts.length === 0 ? [] : gapsOf(page, composition);
  const whole = gaps.length === 0 ? page.bytes.slice() : withGaps(page.bytes, gaps);
  const token = encoder.encode(composition.token.length <= page.width ? composition.token : '');
  let next = 0;
  let shift = 0;
  for (const slot of page.slots) {
    for (let gap = gaps[next]; gap && gap.end <= slot; gap = gaps[next]) {
      shift += gap.text.length - (gap.end - gap.start);
      next += 1;
    }
    // A slot that gives way itself is not filled.
    if ((gaps[next]?.start ?? Number.POSITIVE_INFINITY) <= slot) continue;
    whole.set(token, slot + shift);
    whole.fill(SPACE, slot + shift + token.length, slot + shift + page.width);
  }
  return whole;
}

/** Bytes of the page that give way, and what takes their place. */
type Gap = { readonly start: number; readonly end: number; readonly text: Uint8Array };

const NOTHING = new Uint8Array(0);

function gapsOf(page: Page, composition: Composition): readonly Gap[] {
  const found = page.words.map((word) => keywordText(word, composition.query.get(word.parameter)));
  const filling = { ...composition, found };
  const gaps: Gap[] = [];
  let kept = 0;
  for (const cut of page.cuts) {
    // What lies inside a closed window goes with it.
    if (cut.start < kept || stays(cut, filling)) continue;
    const text = textOf(cut, filling);
    const { start, end } = cut;
    gaps.push({ start, end, text: text ? encoder.encode(htmlText(text)) : NOTHING });
    kept = end;
  }
  return gaps;
}

function withGaps(bytes: Uint8Array, gaps: readonly Gap[]): Uint8Array {
  const whole = new Uint8Array(
    gaps.reduce((sum, { start, end, text }) => sum + text.length - (end - start), bytes.length),
  );
  let from = 0;
  let at = 0;
  for (const { start, end, text } of gaps) {
    whole.set(bytes.subarray(from, start), at);
    at += start - from;
    whole.set(text, at);
    at += text.length;
    from = end;
  }
  whole.set(bytes.subarray(from), at);
  return whole;
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

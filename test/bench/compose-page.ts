import { execFileSync } from 'node:child_process';
import { handedOn } from '#experiments/attribution/campaign-context.ts';
import { handoffHref } from '#experiments/contract/handoff-mark.ts';
import { nameMark, WINDOW_END } from '#experiments/contract/page-marks.ts';
import { keywordSchema } from '#experiments/definition/keyword/keyword.ts';
import { keywordsMarkOf } from '#experiments/definition/keyword/keyword-words.ts';
import { withFirstLine } from '#site/build/finish-page.ts';
import { seeded } from '#test/simulate/random.ts';
import { keywordValues } from '#test/support/keyword-values.ts';
import { composePage } from '#worker/landing/compose-page.ts';
import { type Page, parsePage } from '#worker/landing/page-bytes.ts';
import type { Figure } from './figure.ts';
import { type Comparison, conclusive, sideBySide } from './statistics/side-by-side.ts';

const encoder = new TextEncoder();
const TOKEN = `1.k1.${'a'.repeat(300)}`;
const SLOT = `<meta name="tl" content="${'tlslot'.padEnd(400, '~')}">`;
const TEXT = '<p>A sentence of a page as long as sentences are.</p>\n'.repeat(800);
/** As long as the question with its buttons. */
const QUESTION = '<p>May we remember you?</p>\n'.repeat(80);
const VIEWS = 20;

/** `compositionFigures` from a process of their own: a large heap of the bench's would count as theirs. */
export function compositionFiguresAlone(): readonly Figure[] {
  const output = execFileSync(process.execPath, [import.meta.filename], { encoding: 'utf8' });
  return JSON.parse(output) as readonly Figure[];
}

/**
 * What a page view costs in the composition of its bytes, against copying the page and filling its
 * token in by hand: of a page where nothing gives way, of one without its question for consent, of
 * one with links to other sites, and of one with a keyword. Pages of 44 KB.
 */
function compositionFigures(): readonly Figure[] {
  const random = seeded('compose');
  const plain = pageOf(`${SLOT}${TEXT}${SLOT}`);
  const words = pageOf(`${keywordsMarkOf([SLOT_WORD])}<h1>((trade))</h1>${SLOT}${TEXT}${SLOT}`);
  const query = new URLSearchParams('utm_term=Heating+software&gclid=x');
  const views = (page: Page) => () => {
    for (let view = 0; view < VIEWS; view += 1) composePage(page, { token: TOKEN, query, now: 0 });
  };
  const asking = pageOf(`${SLOT}${nameMark('ask')}${QUESTION}${WINDOW_END}${TEXT}${SLOT}`);
  const linked = pageOf(`${SLOT}${LINK}${TEXT}${LINK}${SLOT}`);
  const handOver = { reference: `tl1_k1_${'a'.repeat(140)}`, campaign: handedOn(CAMPAIGN, false) };
  const away = (page: Page) => () => {
    for (let view = 0; view < VIEWS; view += 1) {
      composePage(page, { token: TOKEN, query, now: 0, handOver });
    }
  };
  const byHand = () => {
    for (let view = 0; view < VIEWS; view += 1) filledByHand(plain);
  };
  const options = { rounds: 60, random };
  return [
    figure('page without keywords', sideBySide({ ours: views(plain), other: byHand }, options)),
    figure(
      'page without its question for consent',
      sideBySide({ ours: views(asking), other: byHand }, options),
    ),
    figure(
      'page with two links to other sites',
      sideBySide({ ours: away(linked), other: byHand }, options),
    ),
    figure('page with a keyword', sideBySide({ ours: views(words), other: byHand }, options)),
    hostileFigure(words),
  ];
}

const CAMPAIGN = 'utm_source=google&utm_campaign=search-de-brand&utm_content=rsa-a&gclid=Ab_C';
const LINK = `<a href="${handoffHref({ href: 'https://shop.example/p', handoff: 'tl_ref' })}">Buy</a>`;

const SLOT_WORD = keywordSchema.parse({
  name: 'trade',
  parameter: 'utm_term',
  default: 'service',
  pattern: '.+',
  maxLength: 80,
});

function pageOf(html: string): Page {
  return parsePage(encoder.encode(withFirstLine(html, "default-src 'none'")));
}

function filledByHand({ bytes, slots, width }: Page): Uint8Array {
  const filled = bytes.slice();
  const text = encoder.encode(TOKEN);
  for (const offset of slots) {
    filled.fill(0x20, offset, offset + width);
    filled.set(text, offset);
  }
  return filled;
}

function figure(what: string, measured: Comparison): Figure {
  const { ms, ratio, twin, rounds } = measured;
  const told = conclusive(measured) ? '' : '; too busy to tell';
  return {
    what: `composing a ${what}, against copy and fill`,
    value: `${ratio.toFixed(2)}×`,
    how: `${((ms * 1_000) / VIEWS).toFixed(0)} µs CPU; median of ${rounds} rounds, twin ${twin.toFixed(2)}${told}`,
  };
}

/** The same seeded values as in the Worker's tests, here as a figure. */
function hostileFigure(page: Page): Figure {
  const decoder = new TextDecoder();
  const faults = { unescaped: 0, errors: 0 };
  const count = 10_000;
  for (const { written } of keywordValues(count, 2026)) {
    try {
      const query = new URL(`https://x.example/?utm_term=${written}`).searchParams;
      const html = decoder.decode(
        composePage(page, { token: TOKEN, query, now: 0 }).subarray(0, 1_000),
      );
      const safe = /^<h1>(?:[^<>&"']|&(?:amp|lt|gt|quot|#39);)*<\/h1><meta name="tl"/.test(html);
      faults.unescaped += safe ? 0 : 1;
    } catch {
      faults.errors += 1;
    }
  }
  return {
    what: 'hostile keyword values',
    value: `${faults.unescaped} unescaped, ${faults.errors} errors`,
    how: `${count} values, seed 2026`,
  };
}

if (import.meta.main) process.stdout.write(JSON.stringify(compositionFigures()));

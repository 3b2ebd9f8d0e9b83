import { withoutDrawnMarks } from '#components/landing/drawn-mark.ts';
import { firstLine } from '#experiments/contract/page-head.ts';
import { readMarks } from '#experiments/contract/page-marks.ts';
import { BYTE_TEXT, bytesOf, byteTextOf } from './byte-text.ts';
import { tagReader } from './html-tags.ts';
import { keywordPlaceFaults, mayHoldSlots } from './keyword-place-faults.ts';
import { pageFaults } from './page-faults.ts';
import type { PageFile } from './page-files.ts';
import { policyOf, trackerOf } from './page-policy.ts';
import { firstPictures, type Pictures } from './picture-budget.ts';

/** A page as it is published, and what can be judged only beside others or after the build. */
export type FinishedPage = {
  readonly bytes: Buffer;
  /** Why it may not be published, in sentences. */
  readonly faults: readonly string[];
  /** Hash of the tracker when it is what the page runs first. */
  readonly tracker: string | undefined;
  readonly pictures: Pictures;
};

const tagsOf = tagReader(BYTE_TEXT.plain);

/**
 * Puts the first line before a page as Astro wrote it: where the edge finds token slots, keywords
 * and windows, and its policy. Says what is wrong with the page by itself.
 */
export function finishPage({ expected, components = [] }: PageFile, built: Buffer): FinishedPage {
  const written = byteTextOf(built);
  const { html, drawn } = withoutDrawnMarks(written);
  const tags = tagsOf(html);
  const undrawn = components.filter((name) => !drawn.includes(name));
  const { html: rest, head } = readMarks(html, BYTE_TEXT);
  const line = firstLine({ ...head, csp: policyOf(tags) });
  return {
    bytes: Buffer.concat([Buffer.from(line), rest === written ? built : bytesOf(rest)]),
    faults: [
      ...undrawn.map(
        (name) => `draws no <Variant> for ${name}; its visitors would see what the control shows`,
      ),
      ...pageFaults(html, tags, expected),
      ...(mayHoldSlots(html) ? keywordPlaceFaults(BYTE_TEXT.plain(html)) : []),
    ],
    tracker: trackerOf(tags),
    pictures: firstPictures(tags),
  };
}

/** The page after a comment that says where its slots and windows are, in bytes of the page itself. */
export function withFirstLine(written: string, csp: string): string {
  const { html, head } = readMarks(written);
  return `${firstLine({ ...head, csp })}${html}`;
}

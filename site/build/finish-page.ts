import { withoutDrawnMarks } from '#components/landing/drawn-mark.ts';
import { firstLine } from '#experiments/contract/page-head.ts';
import { readMarks } from '#experiments/contract/page-marks.ts';
import { tagsOf } from './html-tags.ts';
import { keywordPlaceFaults } from './keyword-place-faults.ts';
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

/**
 * Puts the first line before a page as Astro wrote it: where the edge finds token slots, keywords
 * and windows, and its policy. Says what is wrong with the page by itself.
 */
export function finishPage({ expected, components = [] }: PageFile, built: Buffer): FinishedPage {
  const written = built.toString();
  const { html, drawn } = withoutDrawnMarks(written);
  const tags = tagsOf(html);
  const undrawn = components.filter((name) => !drawn.includes(name));
  const { line, rest } = finished(html, policyOf(tags));
  return {
    // What is as it was built is not made bytes a second time.
    bytes: Buffer.concat([Buffer.from(line), rest === written ? built : Buffer.from(rest)]),
    faults: [
      ...undrawn.map(
        (name) => `draws no <Variant> for ${name}; its visitors would see what the control shows`,
      ),
      ...pageFaults(html, tags, expected),
      ...keywordPlaceFaults(html),
    ],
    tracker: trackerOf(tags),
    pictures: firstPictures(tags),
  };
}

/** The page after a comment that says where its slots and windows are, in bytes of the page itself. */
export function withFirstLine(written: string, csp: string): string {
  const { line, rest } = finished(written, csp);
  return `${line}${rest}`;
}

function finished(written: string, csp: string) {
  const { html, head } = readMarks(written);
  return { line: firstLine({ ...head, csp }), rest: html };
}

import { splitMdx } from '#site/build/mdx/split.ts';
import { foldChange } from './fold.ts';
import { foldTags } from './fold-tags.ts';

/** Which variant of which experiment goes into a landing's file. */
export type Fold = {
  /** Text of the experiment's file. */
  readonly experiment: string;
  readonly experimentId: string;
  /** Number of the variant there. */
  readonly variant: number;
  readonly winnerId: string;
};

/** A landing's file with the winner in it: its changes, and of its tags what stands in the winner's. */
export function foldLanding(file: string, text: string, from: Fold): string {
  if (!file.endsWith('.mdx')) return foldChange(text, from);
  const split = splitMdx(text);
  if (split === undefined) return text;
  const [start, end] = split.values;
  const values = foldChange(text.slice(start, end), from);
  return foldTags(
    text.slice(0, start) + values + text.slice(end),
    from.experimentId,
    from.winnerId,
  );
}

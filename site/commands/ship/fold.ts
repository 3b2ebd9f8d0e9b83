import { isMap, isNode, parseDocument, type Scalar } from 'yaml';
import { isStructural } from '#experiments/definition/experiment/change-structure.ts';
import type { KeyPath } from '#experiments/definition/faults/problem.ts';
import { foldAdded, foldMovedAndRemoved } from './fold-structure.ts';
import { columnOf, extent, pairOf, putInYaml, type Written } from './put-in-yaml.ts';

/**
 * A landing's file with the changes of one variant in it. Values keep the style that they have in
 * the experiment's file, which is given as text; `variant` is the number of the variant there.
 */
export function foldChange(
  landing: string,
  from: { readonly experiment: string; readonly variant: number },
): string {
  const catalog = parseDocument(from.experiment);
  const place = ['variants', from.variant, 'change'];
  const node = catalog.getIn(place, true);
  if (!isMap(node)) return landing;
  const change = node.toJSON() as Readonly<Record<string, unknown>>;
  const withTexts = Object.entries(change)
    .filter(([key, value]) => !isStructural(key, value))
    .reduce(
      (text, [key, value]) => {
        const inner = node.get(key, true);
        return putInYaml(text, {
          path: placeOf(text, key),
          value: value === null || !isNode(inner) ? value : inner,
          written: writtenIn(from.experiment, node, key),
        });
      },
      foldAdded(landing, node),
    );
  return foldMovedAndRemoved(withTexts, change);
}

/** How the experiment's file writes a change, unless it does so inside braces. */
function writtenIn(experiment: string, change: unknown, key: string): Written | undefined {
  if (!isMap(change) || change.flow === true) return undefined;
  const pair = pairOf(change, key);
  const behind = (pair?.key as Scalar | undefined)?.range?.[1];
  if (pair === undefined || behind === undefined) return undefined;
  return {
    text: experiment.slice(behind, extent(experiment, pair)[1]),
    column: columnOf(experiment, change),
  };
}

/** `hero.action.label` as a place in the file: the section by its id, then key by key. */
function placeOf(landing: string, key: string): KeyPath {
  const [id, ...steps] = key.split('.');
  if (id === 'thanks') return ['thanks', ...steps];
  const { sections } = parseDocument(landing).toJS() as { sections: readonly { id: string }[] };
  return ['sections', sections.findIndex((section) => section.id === id), ...steps];
}

/** An experiment's file with its outcome in it. */
export function withOutcome(
  experiment: string,
  { winner, learned }: { readonly winner: string; readonly learned: string },
): string {
  return [
    { path: ['status'], value: 'ended' },
    { path: ['winner'], value: winner },
    { path: ['learned'], value: learned },
  ].reduce(putInYaml, experiment);
}

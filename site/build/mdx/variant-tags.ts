import { idOf } from './drawn-experiments.ts';
import { isTag, templateOf } from './drawn-in-components.ts';
import { type Element, elementsOf } from './elements.ts';

/**
 * A component's source with the id of its experiment on every `<Variant>`, so that it knows by
 * itself whether it is the chosen one: siblings are rendered at once, and nothing that one of them
 * leaves behind would be its own. Undefined when nothing changes.
 */
export function withExperimentIds(text: string): string | undefined {
  if (!text.includes('<Variant')) return undefined;
  const read = elementsOf(text, templateOf(text), isTag);
  if (!read.ok) return undefined;
  const insertions: { readonly at: number; readonly text: string }[] = [];
  const walk = (elements: readonly Element[], experiment: string | undefined): void => {
    for (const element of elements) {
      const id = element.name === 'Experiment' ? idOf(element) : experiment;
      if (element.name === 'Variant' && experiment !== undefined) {
        const at = element.start + '<Variant'.length;
        insertions.push({ at, text: ` experiment="${experiment}"` });
      }
      walk(element.children, id);
    }
  };
  walk(read.elements, undefined);
  if (insertions.length === 0) return undefined;
  return insertions
    .sort((a, b) => b.at - a.at)
    .reduce((result, { at, text: added }) => result.slice(0, at) + added + result.slice(at), text);
}

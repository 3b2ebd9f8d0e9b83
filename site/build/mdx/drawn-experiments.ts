import type { Problem } from '#experiments/definition/faults/problem.ts';
import type { DrawnExperiment } from '#experiments/definition/landing/body.ts';
import type { Element } from './elements.ts';
import { lineAt } from './split.ts';

/** The experiments that a file draws, at any depth, and what is wrong with the way it does. */
export function drawnExperiments(
  file: string,
  text: string,
  elements: readonly Element[],
): { readonly experiments: readonly DrawnExperiment[]; readonly problems: readonly Problem[] } {
  const experiments: DrawnExperiment[] = [];
  const problems: Problem[] = [];
  const complain = ({ start, name }: Element, wrong: string, allowed?: string) => {
    const line = lineAt(text, start);
    const more = allowed === undefined ? {} : { allowed };
    problems.push({ level: 'error', file, line, key: `<${name}>`, wrong, ...more });
  };
  const walk = (inside: readonly Element[], holder: Element | undefined): void => {
    for (const element of inside) {
      if (element.name === 'Experiment') {
        const id = idOf(element);
        if (id === undefined)
          complain(element, 'has no id', 'id="…" as in its file in experiments/catalog');
        const variants = element.children.filter(({ name }) => name === 'Variant');
        const outside = textOutside(text, element, variants);
        if (outside !== '') {
          complain(
            element,
            `has "${outside.slice(0, 40)}" outside its variants`,
            'nothing but <Variant> directly inside',
          );
        }
        experiments.push({
          id: id ?? '',
          file,
          line: lineAt(text, element.start),
          variants: variants.map((variant) => ({
            id: idOf(variant) ?? '',
            line: lineAt(text, variant.start),
            text: text.slice(...variant.inner),
          })),
        });
      }
      if (element.name === 'Variant') {
        if (holder?.name !== 'Experiment')
          complain(element, 'stands outside an <Experiment>', 'directly inside one');
        if (idOf(element) === undefined)
          complain(element, 'has no id', 'id="…" as in the experiment’s file');
      }
      walk(element.children, element);
    }
  };
  walk(elements, undefined);
  return { experiments, problems };
}

/** The `id` of an element when it is a text: what it is must be known before anything is drawn. */
export function idOf({ attributes }: Element): string | undefined {
  const id = attributes.find(({ name, kind }) => name === 'id' && kind === 'text')?.text;
  return id === '' ? undefined : id;
}

function textOutside(text: string, { inner }: Element, variants: readonly Element[]): string {
  let outside = '';
  let from = inner[0];
  for (const { start, end } of variants) {
    outside += text.slice(from, start);
    from = end;
  }
  return (outside + text.slice(from, inner[1])).replace(/\{\s*\/\*[\s\S]*?\*\/\s*\}/g, '').trim();
}

import { nearest } from '#experiments/definition/faults/nearest.ts';
import { listText, type Problem } from '#experiments/definition/faults/problem.ts';
import type { BodyNode, DrawnExperiment } from '#experiments/definition/landing/body.ts';
import { sectionSchemas } from '#experiments/definition/sections/section.ts';
import { attributeValues } from './attribute-values.ts';
import { drawnExperiments, idOf } from './drawn-experiments.ts';
import { type Element, elementsOf } from './elements.ts';
import { lineAt } from './split.ts';

type Range = readonly [number, number];

/** A body taken apart: its nodes, the places of its texts, and what is wrong with it. */
export type BodyNodes = {
  readonly nodes: readonly BodyNode[];
  /** Text of each part, by its number in the name of the part. */
  readonly parts: readonly Range[];
  readonly experiments: readonly DrawnExperiment[];
  readonly problems: readonly Problem[];
};

/** Section components by their name: `<Faq>` draws sections of the type `faq`. */
const SECTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(sectionSchemas)
    .filter((type) => type !== 'body')
    .map((type) => [type.slice(0, 1).toUpperCase() + type.slice(1), type]),
);
const OWN: readonly string[] = [...Object.keys(SECTIONS), 'Experiment', 'Variant'];

/** Takes the body of an .mdx file apart, from `from` to its end. */
export function bodyNodes(
  file: { readonly file: string; readonly stem: string; readonly text: string },
  from: number,
): BodyNodes {
  const { text } = file;
  const read = elementsOf(text, [from, text.length], () => true);
  const parts: Range[] = [];
  const problems: Problem[] = [];
  const complain = (at: number, key: string, wrong: string, more: Partial<Problem> = {}) => {
    problems.push({ level: 'error', file: file.file, line: lineAt(text, at), key, wrong, ...more });
  };
  if (!read.ok) {
    complain(read.at, '', read.wrong);
    return { nodes: [], parts, experiments: [], problems };
  }
  const imported = new Set(
    [...text.matchAll(/^(?:import|export)\b[^\n]*/gm)].flatMap(
      ([line]) => line.match(/\w+/g) ?? [],
    ),
  );
  const nested = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if (element.name in SECTIONS) {
        const wrong = 'a section stands on lines of its own, or directly inside a <Variant>';
        complain(element.start, `<${element.name}>`, wrong);
      } else if (
        /^[A-Z]\w*$/.test(element.name) &&
        !OWN.includes(element.name) &&
        !imported.has(element.name)
      ) {
        const close = nearest(element.name, OWN);
        complain(element.start, `<${element.name}>`, 'is no component here', {
          allowed: `${listText(OWN)}, or one that the file imports`,
          ...(close === undefined ? {} : { nearest: close }),
        });
      }
      nested(element.children);
    }
  };
  let places = 0;
  const walk = ([start, end]: Range, elements: readonly Element[], shared?: number): BodyNode[] => {
    const nodes: BodyNode[] = [];
    let at = start;
    const textUntil = (until: number) => {
      const prose = text
        .slice(at, until)
        .replace(/^(?:import|export)\b[^\n]*(?:\n(?!\s*\n)[^\n]*)*/gm, '');
      if (prose.replace(/\{\s*\/\*[\s\S]*?\*\/\s*\}/g, '').trim() === '') return;
      const place = shared ?? ++places;
      const first = at + (/\S/.exec(text.slice(at, until))?.index ?? 0);
      nodes.push({
        kind: 'prose',
        part: `${file.stem}/${parts.length}`,
        place,
        line: lineAt(text, first),
      });
      parts.push([at, until]);
    };
    for (const element of elements) {
      const isBlock = standsAlone(text, element, [start, end]);
      if (isBlock && element.name in SECTIONS) {
        textUntil(element.start);
        const { value, lineOf, problems: faults } = attributeValues(file.file, text, element);
        problems.push(...faults);
        if (text.slice(...element.inner).trim() !== '') {
          complain(
            element.start,
            `<${element.name}>`,
            'takes its texts as keys and has nothing inside',
          );
        }
        const type = SECTIONS[element.name];
        nodes.push({
          kind: 'section',
          value: { type, id: type, ...value },
          label: `<${element.name}>`,
          lineOf,
        });
      } else if (isBlock && element.name === 'Experiment') {
        textUntil(element.start);
        const place = shared ?? ++places;
        const variants = element.children.filter(({ name }) => name === 'Variant');
        nodes.push({
          kind: 'experiment',
          id: idOf(element) ?? '',
          variants: variants.map((variant) => ({
            id: idOf(variant) ?? '',
            nodes: walk(variant.inner, variant.children, place),
          })),
        });
      } else {
        nested([element]);
        continue;
      }
      at = element.end;
    }
    textUntil(end);
    return nodes;
  };
  const nodes = walk([from, text.length], read.elements);
  const drawn = drawnExperiments(file.file, text, read.elements);
  return {
    nodes,
    parts,
    experiments: drawn.experiments,
    problems: [...problems, ...drawn.problems],
  };
}

/** Whether nothing but space is beside an element on its first and last line. */
function standsAlone(text: string, { start, end }: Element, [from, to]: Range): boolean {
  const before = text.slice(Math.max(from, text.lastIndexOf('\n', start - 1) + 1), start);
  const lineEnd = text.indexOf('\n', end);
  const behind = text.slice(end, Math.min(to, lineEnd < 0 ? to : lineEnd));
  return before.trim() === '' && behind.trim() === '';
}

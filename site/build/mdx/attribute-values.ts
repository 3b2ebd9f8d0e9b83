import type { KeyPath, Problem } from '#experiments/definition/faults/problem.ts';
import { parseSource } from '../read-source.ts';
import type { Element } from './elements.ts';
import { lineAt } from './split.ts';

/** What the attributes of a section say, as its YAML would. */
export type AttributeValues = {
  readonly value: Readonly<Record<string, unknown>>;
  readonly lineOf: (path: KeyPath) => number;
  readonly problems: readonly Problem[];
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/**
 * The attributes of an element as values: text in quotes is a text, what is in braces is read as
 * YAML in one line or several (`{[{ question: 'How long?', answer: 'Nine days.' }]}`), a name alone
 * is true.
 */
export function attributeValues(file: string, text: string, element: Element): AttributeValues {
  const value: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const inside = new Map<string, (path: KeyPath) => number>();
  const problem = (at: number, key: string, wrong: string): Problem => ({
    level: 'error',
    file,
    line: lineAt(text, at),
    key: `<${element.name}> ${key}`,
    wrong,
  });
  for (const { name, kind, text: written, at } of element.attributes) {
    if (Object.hasOwn(value, name)) problems.push(problem(at, name, 'is there twice'));
    const line = lineAt(text, at);
    inside.set(name, () => line);
    if (kind === 'flag') value[name] = true;
    else if (kind === 'text') value[name] = plain(written);
    else {
      // A list of one, behind as many lines as the file has before it.
      const read = parseSource(file, `${'\n'.repeat(line - 1)}[${withoutLastComma(written)}]`);
      if (!read.ok) {
        problems.push(
          ...read.problems.map(({ line: at, wrong }) => ({ ...problem(0, name, wrong), line: at })),
        );
        continue;
      }
      value[name] = (read.source.value as readonly unknown[])[0];
      const { lineOf } = read.source;
      inside.set(name, (path) => lineOf([0, ...path]));
    }
  }
  return {
    value,
    problems,
    lineOf: ([name, ...rest]) => inside.get(String(name))?.(rest) ?? lineAt(text, element.start),
  };
}

/** JavaScript allows a comma behind the last entry, and so does YAML, but not alone. */
const withoutLastComma = (text: string) => text.replace(/,\s*$/, '');

function plain(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/&(?:quot|#39|apos|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

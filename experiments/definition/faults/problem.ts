import type { Body, Chosen } from '../landing/body.ts';

/** Steps from the root of a YAML file to a value: `['variants', 1, 'change']`. */
export type KeyPath = readonly (string | number)[];

/** One YAML file after reading: plain values, and where each of them stands. */
export type Source = {
  /** Path from the project's root: `experiments/catalog/crm-form.yaml`. */
  readonly file: string;
  /** File name without its ending: `crm-form`. */
  readonly stem: string;
  readonly value: unknown;
  /** Line from 1 of a key, or of its nearest parent that exists. */
  readonly lineOf: (path: KeyPath) => number;
  /** How its author calls a key that is not written as YAML; the path when it is left out. */
  readonly keyOf?: (path: KeyPath) => string;
  /** What stands below the values in an .mdx file. */
  readonly body?: Body;
  /** The file as it is with these variants of its body in place of the controls. */
  readonly withVariants?: (chosen: Chosen) => Source;
};

/** What is wrong in one place of one file, in words for the person who edits it. */
export type Problem = {
  readonly level: 'error' | 'warning';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** `variants[1].weightBp`; empty for the whole file. */
  readonly key: string;
  /** Sentence without its full stop: `is "runing"`. */
  readonly wrong: string;
  /** What would be right: `draft, running or ended`. */
  readonly allowed?: string;
  /** The valid spelling that is closest to what was written. */
  readonly nearest?: string;
};

/** Words about a problem, before it has a place. */
export type Fault = Pick<Problem, 'wrong'> &
  Partial<Pick<Problem, 'allowed' | 'nearest' | 'level' | 'key'>>;

/** Puts a fault at a key of a file; an error unless it says otherwise. */
export function problemAt(source: Source, path: KeyPath, fault: Fault): Problem {
  return {
    level: 'error',
    file: source.file,
    line: source.lineOf(path),
    key: source.keyOf?.(path) ?? keyText(path),
    ...fault,
  };
}

/**
 * One line per problem:
 * `experiments/catalog/a.yaml:12  status: is "runing". Allowed: draft, running or ended. Did you mean "running"?`
 */
export function problemText(problem: Problem): string {
  const sentences = [
    `${problem.key === '' ? '' : `${problem.key}: `}${problem.wrong}.`,
    problem.allowed === undefined ? '' : `Allowed: ${problem.allowed}.`,
    problem.nearest === undefined ? '' : `Did you mean "${problem.nearest}"?`,
  ].filter((sentence) => sentence !== '');
  const level = problem.level === 'warning' ? 'warning: ' : '';
  return `${problem.file}:${problem.line}  ${level}${sentences.join(' ')}`;
}

/** By file and line, so that a person works from top to bottom. */
export function inReadingOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
}

/** Those that stop a build; warnings are left out. */
export function errorsOf(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter((problem) => problem.level === 'error');
}

/** `['variants', 1, 'change']` as people write it: `variants[1].change`. */
export function keyText(path: KeyPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** `a, b or c` */
export function listText(values: readonly string[], last = 'or'): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} ${last} ${values.at(-1)}`;
}

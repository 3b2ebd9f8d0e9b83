import type { Source } from '#experiments/definition/faults/problem.ts';

/**
 * Folder below the project's root with further pages, experiments and metrics, named by
 * `TRUELIFT_MORE`: `landing/`, `experiments/` and `metrics.yaml`. The demo has one, so that a
 * newcomer's own catalog stays small. Undefined: there is none.
 */
export function moreFolder(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return environment.TRUELIFT_MORE || undefined;
}

/** Two lists as if they stood in one file; lines are those of the file that an entry is in. */
export function joinedLists(
  first: Source | undefined,
  more: Source | undefined,
): Source | undefined {
  if (!first || !more || !Array.isArray(first.value) || !Array.isArray(more.value)) return first;
  const { length } = first.value;
  return {
    ...first,
    value: [...first.value, ...more.value],
    lineOf: ([index, ...path]) =>
      typeof index === 'number' && index >= length
        ? more.lineOf([index - length, ...path])
        : first.lineOf(index === undefined ? [] : [index, ...path]),
  };
}

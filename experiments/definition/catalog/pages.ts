import { nearest } from '../faults/nearest.ts';

/** Paths of the landings that a `pages` entry means: a path, or a pattern where `*` is any text. */
export function matchingPaths(pattern: string, paths: readonly string[]): readonly string[] {
  if (!pattern.includes('*')) return paths.filter((path) => path === pattern);
  const expression = new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`);
  return paths.filter((path) => expression.test(path));
}

/** Of several entries, the paths in the order of the landings, each once. */
export function resolvePages(
  patterns: readonly string[],
  paths: readonly string[],
): readonly string[] {
  const found = new Set(patterns.flatMap((pattern) => matchingPaths(pattern, paths)));
  return paths.filter((path) => found.has(path));
}

/** The path that someone meant: slashes at the ends are forgiven before letters are. */
export function nearestPath(written: string, paths: readonly string[]): string | undefined {
  const tidy = `/${written.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/');
  return paths.includes(tidy) ? tidy : nearest(written, paths);
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}

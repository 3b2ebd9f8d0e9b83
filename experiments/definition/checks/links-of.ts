import type { KeyPath } from '../faults/problem.ts';

/** A link that somebody wrote: where it stands in its file, and where it leads. */
export type WrittenLink = { readonly path: KeyPath; readonly href: string };

/**
 * Every link below a value: under `href` or `privacyHref`, at any depth, also as the change of an
 * experiment (`hero.action.href`).
 */
export function linksOf(value: unknown, path: KeyPath = []): readonly WrittenLink[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return typeof inner === 'string' && /(?:^|\.)(?:href|privacyHref)$/.test(key)
      ? [{ path: at, href: inner }]
      : linksOf(inner, at);
  });
}

import { CHOICES_PATH } from '../../contract/consent-form.ts';
import type { Definitions, Known, Sourced } from '../catalog/definitions.ts';
import { nearestPath } from '../catalog/pages.ts';
import { type Problem, problemAt } from '../faults/problem.ts';
import { linksOf } from './links-of.ts';

/**
 * Links of pages, variants and the site to a path where this site has no page. A warning, because
 * another server may answer there; files (`/media/prices.pdf`) are not looked for.
 */
export function checkDeadLinks(
  { site, landings, experiments, landingsIncomplete }: Definitions,
  { ownPaths }: Known,
): readonly Problem[] {
  // Without any page of the site's own nobody looked for them.
  if (landingsIncomplete || ownPaths.length === 0) return [];
  const pages = [...landings.map(({ value }) => value.path), ...ownPaths.map(({ path }) => path)];
  const known = new Set([...pages, ...landings.flatMap(({ value }) => thanksPaths(value))]);
  const written: readonly (Sourced<unknown> | undefined)[] = [
    site,
    // Pages per ad group have the links of their landing.
    ...landings.filter(({ value }) => value.parent === undefined),
    ...experiments.filter(({ value }) => value.status !== 'ended'),
  ];
  return written.flatMap((one) =>
    one === undefined
      ? []
      : // As it was written: what a schema adds by itself is nobody's mistake.
        linksOf(one.source.value).flatMap(({ path, href }) => {
          const target = pageOf(href);
          if (target === undefined || known.has(target) || target.startsWith(CHOICES_PATH))
            return [];
          const close = nearestPath(target, pages);
          return [
            problemAt(one.source, path, {
              level: 'warning',
              wrong: `leads to ${href}, and this site has no page there`,
              ...(close === undefined ? {} : { nearest: close }),
            }),
          ];
        }),
  );
}

/** The path of a page of this site that a link names, with its last slash; none for a file. */
function pageOf(href: string): string | undefined {
  if (!/^\/(?![/\\])/.test(href)) return undefined;
  const path = href.split(/[?#]/)[0] ?? '';
  if (/\.[^/]+$/.test(path)) return undefined;
  return path.endsWith('/') ? path : `${path}/`;
}

function thanksPaths({
  thanks,
  sections,
}: Definitions['landings'][number]['value']): readonly string[] {
  const forms = sections.flatMap((section) =>
    section.type === 'form' && section.thanks !== undefined ? [section.thanks.path] : [],
  );
  return thanks === undefined ? forms : [thanks.path, ...forms];
}

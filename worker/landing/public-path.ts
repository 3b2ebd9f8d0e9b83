import type { CatalogLanding } from '#experiments/definition/catalog.ts';

/** Decodings after which a path is taken as it stands; each hides at most one layer. */
const MAX_DECODINGS = 4;

/**
 * Whether a path, however it is written (`/%5Fv/`, `//_v/`, `/lp/..%2f_v/`, `/_V/`), means the
 * hidden folder of the combinations. Those pages are served under their landing's path only.
 */
export function isHidden(pathname: string): boolean {
  const segments: string[] = [];
  for (const segment of decoded(pathname).replaceAll('\\', '/').split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments[0]?.toLowerCase() === '_v';
}

/** The landing at a path; a missing slash or a spelled-out `index.html` makes no difference. */
export function landingAt(
  landings: ReadonlyMap<string, CatalogLanding>,
  pathname: string,
): CatalogLanding | undefined {
  return landings.get(withSlash(pathname));
}

/** The path with its closing slash, as pages are known by. */
export function withSlash(pathname: string): string {
  const path = pathname.endsWith('/index.html')
    ? pathname.slice(0, -'index.html'.length)
    : pathname;
  return path.endsWith('/') ? path : `${path}/`;
}

function decoded(pathname: string): string {
  let path = pathname;
  for (let layer = 0; layer < MAX_DECODINGS; layer++) {
    try {
      const next = decodeURIComponent(path);
      if (next === path) return path;
      path = next;
    } catch {
      return path;
    }
  }
  return path;
}

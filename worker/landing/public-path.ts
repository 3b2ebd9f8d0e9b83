/** Folder of the combinations: its pages are served under their landing's path only. */
const HIDDEN_FOLDER = '_v';
/** How often a segment may be encoded before it counts as nonsense. */
const MAX_DECODINGS = 4;

/**
 * The one spelling of a page's path, closing slash included: percent escapes read, doubled slashes
 * joined, a spelled-out `index` dropped, so that every spelling of a landing is the landing. Null
 * for what no page can have: the hidden folder, a path that begins with two slashes (a host, to a
 * URL parser), broken escapes, and slashes, dots or control characters hidden in escapes.
 */
export function pagePath(pathname: string): string | null {
  if (pathname.startsWith('//')) return null;
  const segments: string[] = [];
  for (const written of pathname.split('/')) {
    const segment = decoded(written);
    if (segment === null || /[/\\\p{Cc}]|^\.\.?$/u.test(segment)) return null;
    if (segment !== '') segments.push(segment);
  }
  if (segments[0]?.toLowerCase() === HIDDEN_FOLDER) return null;
  if (/^index(\.html)?$/.test(segments.at(-1) ?? '')) segments.pop();
  return segments.length === 0 ? '/' : `/${segments.map(encodeURIComponent).join('/')}/`;
}

function decoded(written: string): string | null {
  let segment = written;
  for (let layer = 0; layer < MAX_DECODINGS; layer++) {
    try {
      const next = decodeURIComponent(segment);
      if (next === segment) return segment;
      segment = next;
    } catch {
      return null;
    }
  }
  return null;
}

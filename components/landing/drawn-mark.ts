/** Comment by which the build sees that a page draws a variant; no published page has it. */
export function drawnMark(experimentId: string, variantId: string): string {
  return `<!--tl-drawn ${experimentId}.${variantId}-->`;
}

/** The page without these comments, and the names that stood in them. */
export function withoutDrawnMarks(html: string): {
  readonly html: string;
  readonly drawn: readonly string[];
} {
  if (!html.includes(MARK_START)) return { html, drawn: [] };
  const drawn = [...html.matchAll(MARK)].map(([, name = '']) => name);
  return { html: html.replace(MARK, ''), drawn };
}

const MARK_START = '<!--tl-drawn ';
const MARK = /<!--tl-drawn ([a-z0-9.-]+)-->/g;

/** Class of a picture whose focus is a side ("left") or a point ("30% 20%": `focus-30-20`). */
export function focusClass(focus: string): string {
  return `focus-${focus.replaceAll('%', '').replace(' ', '-')}`;
}

/** Rules of the points that some content puts its pictures' focus on; sides are in a style file. */
export function focusRules(content: unknown): readonly string[] {
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, value]) =>
    key === 'focus' && typeof value === 'string' && value.includes('%')
      ? [`.${focusClass(value)}{object-position:${value}}`]
      : focusRules(value),
  );
}

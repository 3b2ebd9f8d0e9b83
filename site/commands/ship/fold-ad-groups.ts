import { readAdGroups } from '#experiments/ad-groups/read-ad-groups.ts';
import { withCell } from '#experiments/links/csv.ts';

/** A page per ad group in which the winner goes. */
export type FoldedAdGroup = {
  readonly path: string;
  /** Whether its landing gets the winner, too: what the line leaves empty then follows. */
  readonly withLanding: boolean;
};

/**
 * The table of ad groups with a winner's texts in the lines of these pages: a cell that had a text of
 * its own gets the winner's, and so does an empty one whose landing stays as it is. What no cell can
 * hold is left alone: sections put in, moved or taken out, and keys without a column.
 */
export function foldAdGroups(
  table: string,
  pages: readonly FoldedAdGroup[],
  change: Readonly<Record<string, unknown>>,
): string {
  const { columns, rows } = readAdGroups(table);
  let text = table;
  for (const page of pages) {
    const row = rows.find(({ parent, slug }) => `${parent}${slug}/` === page.path);
    if (row === undefined) continue;
    for (const { kind, name, number } of columns) {
      const cell = kind === 'text' ? cellOf(change[name]) : undefined;
      const isOwn = row.texts.some(({ column }) => column.number === number);
      if (cell === undefined || (page.withLanding && !isOwn)) continue;
      text = withCell(text, { line: row.line, number }, cell);
    }
  }
  return text;
}

/** Keys of a change that the table has no column for. */
export function withoutColumn(
  table: string,
  change: Readonly<Record<string, unknown>>,
): readonly string[] {
  const names = readAdGroups(table).columns.map(({ name }) => name);
  return Object.keys(change).filter(
    (key) => !names.includes(key) && cellOf(change[key]) !== undefined && key.includes('.'),
  );
}

/** What a cell says for a text, a number or a list of texts; undefined for anything else. */
function cellOf(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const isList = Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  return isList && !value.some((entry) => entry.includes('|')) ? value.join(' | ') : undefined;
}

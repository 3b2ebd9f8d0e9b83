/** How one variant is drawn: by colour and by dash, so that neither eye nor printer needs both. */
export type Series = { readonly stroke: string; readonly dash: string };

const COLOURS = ['var(--muted)', 'var(--accent)', 'var(--series-3)', 'var(--series-4)'];
const DASHES = ['5 3', 'none', '9 3', '2 3', '9 3 2 3'];

/** The series of a column: control, then the treatments in catalog order. */
export function seriesOf(column: number): Series {
  return {
    stroke: COLOURS[column === 0 ? 0 : 1 + ((column - 1) % (COLOURS.length - 1))] ?? 'currentColor',
    dash: DASHES[column % DASHES.length] ?? 'none',
  };
}

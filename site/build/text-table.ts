/** Columns before the first of a row. */
const INDENT = 4;

/**
 * Rows with their columns under each other. Where one is wider than `width` columns, what follows the
 * first cell of each row stands below each other instead, broken between words.
 */
export function textTable(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (soFar, row) => row.map((cell, column) => Math.max(cell.length, soFar[column] ?? 0)),
    [],
  );
  const indent = ' '.repeat(INDENT);
  const lines = rows.map((row) =>
    `${indent}${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  if (lines.every((line) => line.length <= width)) return lines;
  const first = Math.min(widths[0] ?? 0, Math.floor(width / 2));
  const column = INDENT + first + 2;
  return rows.flatMap(([name = '', ...cells]) => {
    const below = cells.flatMap((cell) => brokenLines(cell, width - column));
    // A name longer than its column has its line to itself.
    const [head = '', ...rest] = name.length > first ? ['', ...below] : below;
    return [
      `${indent}${name.padEnd(first)}  ${head}`.trimEnd(),
      ...rest.map((line) => ' '.repeat(column) + line),
    ];
  });
}

/** A sentence in lines of at most `width` columns; a longer word has a line of its own. */
export function brokenLines(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

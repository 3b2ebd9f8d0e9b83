/** Cells of a CSV file as a spreadsheet reads them (RFC 4180), written apart from the writer. */
export function cellsOf(text: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const next = text[at] ?? '';
    if (quoted && next === '"' && text[at + 1] === '"') cell += text[++at];
    else if (next === '"') quoted = !quoted;
    else if (!quoted && (next === ',' || text.startsWith('\r\n', at))) {
      cells.push(cell);
      cell = '';
      if (next === '\r') at += 1;
    } else cell += next;
  }
  return cells;
}

/** Cells that a spreadsheet would run: a number may begin with a sign, a text not as a formula does. */
export function wouldRun(text: string): readonly string[] {
  return cellsOf(text).filter(
    (cell) => /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(cell),
  );
}

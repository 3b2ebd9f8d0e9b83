/**
 * Rows for a program to read (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180): cells as they are,
 * in quotes only where a comma, quote or line end asks for it. Nothing is put before a cell that
 * begins with "=" or "+": an apostrophe would change a click id or a conversion's name. People get
 * `reviewCsv` instead.
 */
export function machineCsv(rows: readonly (readonly MachineCell[])[]): string {
  return rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

/** Without a value the cell is empty. */
export type MachineCell = string | null | undefined;

function cellText(cell: MachineCell): string {
  const text = cell ?? '';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

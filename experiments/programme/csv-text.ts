/** Rows by column as CSV (RFC 4180) with a header; what is missing or null is an empty cell. */
export function csvText<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Readonly<Record<Column, string | number | null>>>[],
): string {
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
    .map((fields) => `${fields.map(field).join(',')}\r\n`)
    .join('');
}

/** Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers. */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

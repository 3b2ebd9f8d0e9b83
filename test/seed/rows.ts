/** One row by column, as it goes into SQL. */
export type Row = Readonly<Record<string, string | number | null>>;

/** A row of a table, with the moment by which its neighbours come before or after. */
export type Write = { readonly table: string; readonly at: number; readonly row: Row };

/** Longer statements gain nothing. */
const MAX_STATEMENT = 90_000;

/** The rows as INSERT statements, each table in the order of time. */
export function toSql(writes: readonly Write[]): string {
  const tables = Map.groupBy(writes, ({ table }) => table);
  return [...tables]
    .flatMap(([table, rows]) =>
      inserts(
        table,
        rows.toSorted((a, b) => a.at - b.at),
      ),
    )
    .join('\n');
}

function inserts(table: string, writes: readonly Write[]): readonly string[] {
  const columns = Object.keys(writes[0]?.row ?? {});
  const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES\n`;
  const statements: string[] = [];
  let tuples: string[] = [];
  let length = 0;
  const close = () => {
    if (tuples.length > 0) statements.push(`${head}${tuples.join(',\n')};`);
    [tuples, length] = [[], 0];
  };
  for (const { row } of writes) {
    const tuple = `(${columns.map((column) => literal(row[column] ?? null)).join(', ')})`;
    const bytes = Buffer.byteLength(tuple) + 2;
    if (length + bytes > MAX_STATEMENT) close();
    tuples.push(tuple);
    length += bytes;
  }
  close();
  return statements;
}

function literal(value: string | number | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

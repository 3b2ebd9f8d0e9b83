import type { DatabaseSync, StatementSync } from 'node:sqlite';

type Bound = { readonly text: string; readonly values: readonly (string | number | null)[] };

/**
 * A SQLite file as the store takes a database: prepare, bind, batch (one transaction), all, first,
 * run. So a year of rows goes through the store's own SQL without a request per row; what is
 * measured afterwards is read by D1 itself.
 */
export function sqliteAsD1(file: DatabaseSync): D1Database {
  const prepared = new Map<string, StatementSync>();
  const execute = ({ text, values }: Bound) => {
    const statement = prepared.get(text) ?? file.prepare(text);
    prepared.set(text, statement);
    const reads = statement.columns().length > 0;
    const results = reads ? statement.all(...values) : [];
    const changes = reads ? 0 : Number(statement.run(...values).changes);
    return { success: true, results, meta: { changes } };
  };
  const statementOf = (bound: Bound) => ({
    bound,
    bind: (...values: Bound['values']) => statementOf({ ...bound, values }),
    all: async () => execute(bound),
    run: async () => execute(bound),
    first: async () => execute(bound).results[0] ?? null,
  });
  const database = {
    prepare: (text: string) => statementOf({ text, values: [] }),
    batch: async (statements: readonly { readonly bound: Bound }[]) => {
      file.exec('BEGIN');
      try {
        const results = statements.map(({ bound }) => execute(bound));
        file.exec('COMMIT');
        return results;
      } catch (error) {
        file.exec('ROLLBACK');
        throw error;
      }
    },
  };
  return database as unknown as D1Database;
}

/** First line of every backup. */
export const FIRST_LINE = '-- Truelift backup. To put it back: npm run restore -- <this file>';
/** What a file says of itself begins with this, on the line before the last. */
export const CONTENTS_MARK = '-- contents ';
/** The last line: SHA-256 of everything above it. */
export const END_MARK = '-- end sha256 ';
/** Stands alone on a line between statements: where a reader may cut. */
export const CUT = '--';

/** How a backup is written; raised when an older restore could not read it. */
export const FORMAT = 1;

/** Rows of a table, and the SHA-256 of their values in order. */
export type TableContents = { readonly rows: number; readonly sha256: string };

/** What a backup says of itself. */
export type Contents = {
  readonly product: 'truelift';
  readonly format: typeof FORMAT;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly from: 'this machine' | 'the deployed database';
  /** Names of the migrations that made the schema, in order. */
  readonly migrations: readonly string[];
  readonly tables: Readonly<Record<string, TableContents>>;
};

/** Rows of all tables together, but for the record of migrations. */
export function rowsOf({ tables }: Pick<Contents, 'tables'>): number {
  return Object.entries(tables)
    .filter(([name]) => name !== 'd1_migrations')
    .reduce((sum, [, { rows }]) => sum + rows, 0);
}

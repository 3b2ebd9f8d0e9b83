import type { Fault, Problem } from '../definition/faults/problem.ts';
import { type CsvRow, readCsv } from '../links/csv.ts';
import {
  AD_GROUPS_FILE,
  type AdGroupColumn,
  columnText,
  type ReadColumns,
  readColumns,
} from './columns.ts';
import { MAX_PICK_VALUE } from './pick.ts';

/** Separates several values of a parameter, or several entries of a list. */
export const VALUE_SEPARATOR = '|';

/** A text of the page, from one cell. */
export type AdGroupText = {
  readonly column: AdGroupColumn & { readonly kind: 'text' };
  readonly text: string;
};
/** A parameter and the values of it that pick the page, as they are written. */
export type AdGroupPick = {
  readonly column: AdGroupColumn & { readonly kind: 'pick' };
  readonly values: readonly string[];
};

/** One line of the file: a page below a landing, or a further way to pick one. */
export type AdGroupRow = {
  /** From 1. */
  readonly line: number;
  readonly parent: string;
  readonly slug: string;
  /** Ad platforms to write links for, as written. */
  readonly platforms: readonly string[];
  /** The column of the platforms; null when the file has none. */
  readonly platform: AdGroupColumn | null;
  /** Cells with a text, in the order of the columns. */
  readonly texts: readonly AdGroupText[];
  readonly picks: readonly AdGroupPick[];
};

export type AdGroupTable = {
  readonly columns: readonly AdGroupColumn[];
  readonly rows: readonly AdGroupRow[];
  readonly problems: readonly Problem[];
};

/** The lines of `site/ad-groups.csv`; a faulty line is left out and complained about. */
export function readAdGroups(text: string): AdGroupTable {
  const none = { columns: [], rows: [] };
  const csv = readCsv(text);
  if (!csv.ok) return { ...none, problems: [adGroupProblem(csv.line, null, { wrong: csv.wrong })] };
  const [header, ...records] = csv.rows;
  if (header === undefined) {
    const fault = {
      wrong: 'holds no table',
      allowed: 'a first line such as parent,slug,utm_campaign,hero.headline',
    };
    return { ...none, problems: [adGroupProblem(1, null, fault)] };
  }
  const read: ReadColumns = readColumns(header.cells);
  if (!read.ok) {
    return {
      ...none,
      problems: read.faults.map((fault) => adGroupProblem(header.line, null, fault)),
    };
  }
  const problems: Problem[] = [];
  const rows: AdGroupRow[] = [];
  for (const record of records) {
    const faults = cellFaults(record, read.columns);
    problems.push(...faults);
    if (faults.length === 0) rows.push(rowOf(record, read.columns));
  }
  return { columns: read.columns, rows, problems };
}

/** A complaint about a line, or about one of its cells. */
export function adGroupProblem(
  line: number,
  column: Pick<AdGroupColumn, 'name' | 'number'> | null,
  fault: Fault,
): Problem {
  const key = column === null ? '' : columnText(column);
  return { level: 'error', file: AD_GROUPS_FILE, line, key, ...fault };
}

function cellFaults(
  { line, cells }: CsvRow,
  columns: readonly AdGroupColumn[],
): readonly Problem[] {
  if (cells.length !== columns.length) {
    const wrong = `has ${cells.length} cells, the first line has ${columns.length}`;
    const allowed = 'the same number in every line; a cell with a comma stands in quotes';
    return [adGroupProblem(line, null, { wrong, allowed })];
  }
  return columns.flatMap((column, index): readonly Problem[] => {
    const cell = cells[index] ?? '';
    if ((column.kind === 'parent' || column.kind === 'slug') && cell === '') {
      return [adGroupProblem(line, column, { wrong: 'is empty' })];
    }
    if (column.kind === 'slug' && !/^[a-z0-9][a-z0-9-]{0,60}$/.test(cell)) {
      const allowed = 'lower-case letters, digits and "-", for example heat-pumps';
      return [adGroupProblem(line, column, { wrong: `is "${cell}"`, allowed })];
    }
    const long =
      column.kind === 'pick' && valuesOf(cell).find((one) => one.length > MAX_PICK_VALUE);
    if (!long) return [];
    const wrong = `has a value of ${long.length} characters`;
    return [adGroupProblem(line, column, { wrong, allowed: `at most ${MAX_PICK_VALUE}` })];
  });
}

function rowOf({ line, cells }: CsvRow, columns: readonly AdGroupColumn[]): AdGroupRow {
  const filled = columns.flatMap((column, index) => {
    const cell = cells[index] ?? '';
    return cell === '' ? [] : [{ column, cell }];
  });
  const cellOf = (kind: AdGroupColumn['kind']) =>
    filled.find(({ column }) => column.kind === kind)?.cell ?? '';
  return {
    line,
    parent: cellOf('parent'),
    slug: cellOf('slug'),
    platforms: valuesOf(cellOf('platform')),
    platform: columns.find(({ kind }) => kind === 'platform') ?? null,
    texts: filled.flatMap(({ column, cell }) =>
      column.kind === 'text' ? [{ column, text: cell }] : [],
    ),
    picks: filled.flatMap(({ column, cell }) =>
      column.kind === 'pick' ? [{ column, values: valuesOf(cell) }] : [],
    ),
  };
}

/** `heating | heat pumps` are two values. */
export function valuesOf(cell: string): readonly string[] {
  return cell
    .split(VALUE_SEPARATOR)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

import { nearestPath } from '../definition/catalog/pages.ts';
import { nearest } from '../definition/faults/nearest.ts';
import { listText, type Problem } from '../definition/faults/problem.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { PLATFORMS, type Platform } from './platforms.ts';

/** Columns of `site/ads.csv`: needed ones first. */
export const AD_COLUMNS = [
  'platform',
  'campaign',
  'ad_group',
  'landing',
  'creative',
  'keyword',
  'medium',
] as const;
export type AdColumn = (typeof AD_COLUMNS)[number];
const NEEDED: readonly AdColumn[] = AD_COLUMNS.slice(0, 4);

/** Longest name that an ad platform or a report column still shows. */
const MAX_CELL = 200;

/** One ad: where it runs and where it leads. Names as people gave them; empty where none is needed. */
export type AdRow = {
  /** The file that it stands in. */
  readonly file: string;
  /** From 1, in the file. */
  readonly line: number;
  readonly platform: Platform;
  readonly landing: string;
  readonly cells: Readonly<Record<AdColumn, string>>;
  /** Number of each column in the file, from 1; 0 for a column that it has not. */
  readonly columns: Readonly<Record<AdColumn, number>>;
};

/**
 * The ads of a CSV file. Refuses with all problems at once: columns that are missing or unknown,
 * platforms and landings that do not exist, empty cells, the same ad twice.
 */
export function readAdRows(
  file: string,
  text: string,
  landingPaths: readonly string[],
):
  | { readonly ok: true; readonly rows: readonly AdRow[] }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const csv = readCsv(text);
  if (!csv.ok) return { ok: false, problems: [problem(file, csv.line, '', { wrong: csv.wrong })] };
  const [header, ...records] = csv.rows;
  if (header === undefined || records.length === 0) {
    return {
      ok: false,
      problems: [
        problem(file, header?.line ?? 1, '', {
          wrong: 'holds no ads',
          allowed: `a first line "${AD_COLUMNS.join(',')}" and one line per ad`,
        }),
      ],
    };
  }
  const columns = columnsOf(header);
  const faults = headerProblems(file, header);
  if (faults.length > 0) return { ok: false, problems: faults };
  const problems: Problem[] = [];
  const rows: AdRow[] = [];
  const seen = new Map<string, number>();
  for (const record of records) {
    const read = readRow(file, record, { header, columns, landingPaths });
    if (!read.ok) {
      problems.push(...read.problems);
      continue;
    }
    const { cells, line } = read.row;
    const name = AD_COLUMNS.map((column) => cells[column]).join('\u0000');
    const before = seen.get(name);
    seen.set(name, before ?? line);
    if (before === undefined) rows.push(read.row);
    else problems.push(problem(file, line, '', { wrong: `is the same ad as line ${before}` }));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rows };
}

type Table = {
  readonly header: CsvRow;
  readonly columns: Readonly<Record<AdColumn, number>>;
  readonly landingPaths: readonly string[];
};

function readRow(
  file: string,
  { line, cells }: CsvRow,
  { header, columns, landingPaths }: Table,
):
  | { readonly ok: true; readonly row: AdRow }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  if (cells.length !== header.cells.length) {
    const wrong = `has ${cells.length} cells, the first line has ${header.cells.length}`;
    const allowed = 'the same number in every line; a cell with a comma stands in quotes';
    return { ok: false, problems: [problem(file, line, '', { wrong, allowed })] };
  }
  const named = Object.fromEntries(
    AD_COLUMNS.map((column) => [column, cells[columns[column] - 1] ?? '']),
  ) as Record<AdColumn, string>;
  const at = (column: AdColumn) => `${column} (column ${columns[column]})`;
  const problems: Problem[] = [];
  for (const column of AD_COLUMNS) {
    if (NEEDED.includes(column) && named[column] === '') {
      problems.push(problem(file, line, at(column), { wrong: 'is empty' }));
    } else if (named[column].length > MAX_CELL) {
      const wrong = `is ${named[column].length} characters long`;
      problems.push(
        problem(file, line, at(column), { wrong, allowed: `at most ${MAX_CELL} characters` }),
      );
    }
  }
  const platform = PLATFORMS.find(({ id }) => id === named.platform.toLowerCase());
  if (platform === undefined && named.platform !== '') {
    problems.push(problem(file, line, at('platform'), platformFault(named.platform)));
  }
  if (!landingPaths.includes(named.landing) && named.landing !== '') {
    const close = nearestPath(named.landing, landingPaths);
    problems.push(
      problem(file, line, at('landing'), {
        wrong: `no landing is at ${named.landing}`,
        allowed: listText(landingPaths),
        ...(close === undefined ? {} : { nearest: close }),
      }),
    );
  }
  return platform === undefined || problems.length > 0
    ? { ok: false, problems }
    : { ok: true, row: { file, line, platform, landing: named.landing, cells: named, columns } };
}

/** What is wrong with a platform that is none, with the one that was meant. */
export function platformFault(written: string): Pick<Problem, 'wrong' | 'allowed' | 'nearest'> {
  const names = PLATFORMS.flatMap(({ id, aliases }) => [id, ...aliases]);
  const close = nearest(written, names);
  const meant = PLATFORMS.find(({ id, aliases }) => [id, ...aliases].includes(close ?? ''));
  return {
    wrong: `is "${written}"`,
    allowed: listText(PLATFORMS.map(({ id }) => id)),
    ...(meant === undefined ? {} : { nearest: meant.id }),
  };
}

function columnsOf({ cells }: CsvRow): Readonly<Record<AdColumn, number>> {
  return Object.fromEntries(
    AD_COLUMNS.map((column) => [column, cells.indexOf(column) + 1]),
  ) as Record<AdColumn, number>;
}

function headerProblems(file: string, { line, cells }: CsvRow): readonly Problem[] {
  const known: readonly string[] = AD_COLUMNS;
  const unknown = cells.flatMap((cell, index) => {
    const wrong = known.includes(cell)
      ? cells.indexOf(cell) < index && `column ${index + 1}, "${cell}", is there twice`
      : `column ${index + 1} is "${cell}"`;
    if (wrong === false) return [];
    const close = known.includes(cell) ? undefined : nearest(cell, known);
    const fault = { wrong, allowed: listText(known, 'and') };
    return [problem(file, line, '', close === undefined ? fault : { ...fault, nearest: close })];
  });
  const missing = NEEDED.filter((column) => !cells.includes(column));
  return missing.length === 0
    ? unknown
    : [...unknown, problem(file, line, '', { wrong: `has no column ${listText(missing, 'and')}` })];
}

function problem(
  file: string,
  line: number,
  key: string,
  fault: Pick<Problem, 'wrong'> & Partial<Pick<Problem, 'allowed' | 'nearest'>>,
): Problem {
  return { level: 'error', file, line, key, ...fault };
}

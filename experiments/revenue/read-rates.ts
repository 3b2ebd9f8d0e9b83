import { nearest } from '../definition/faults/nearest.ts';
import { listText, type Problem } from '../definition/faults/problem.ts';
import { type CsvRow, readCsv } from '../links/csv.ts';
import type { Rate } from './rates.ts';

/** The table of exchange rates; a site with one currency needs none. */
export const RATES_FILE = 'site/rates.csv';

const COLUMNS = ['date', 'from', 'to', 'rate'] as const;
/** The table travels with the Worker: a rate a month of twenty pairs for twenty years. */
const MOST_RATES = 5_000;

/**
 * The rates of `site/rates.csv`, with the first line `date,from,to,rate`, oldest first. Complains
 * about every line that cannot be read, and about a pair that has two rates on one day.
 */
export function readRates(
  text: string | undefined,
  currencies: readonly string[],
): { readonly rates: readonly Rate[]; readonly problems: readonly Problem[] } {
  if (text === undefined) return { rates: [], problems: [] };
  const csv = readCsv(text);
  if (!csv.ok) return { rates: [], problems: [problem(csv.line, '', { wrong: csv.wrong })] };
  const [header, ...records] = csv.rows;
  const wrongHeader = headerProblem(header);
  if (wrongHeader) return { rates: [], problems: [wrongHeader] };
  const names = header?.cells ?? [];
  const rates: Rate[] = [];
  const problems: Problem[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of records) {
    const cell = (column: string) => cells[names.indexOf(column)] ?? '';
    const rate = { day: cell('date'), from: cell('from'), to: cell('to'), rate: cell('rate') };
    const faults = faultsOf(rate, currencies);
    const pair = `${rate.day} ${rate.from} ${rate.to}`;
    const before = lines.get(pair);
    if (faults.length === 0 && before !== undefined) {
      problems.push(problem(line, '', { wrong: `is the same day and pair as line ${before}` }));
    } else if (faults.length === 0) {
      lines.set(pair, line);
      rates.push(rate);
    }
    problems.push(...faults.map(({ key, ...fault }) => problem(line, key, fault)));
  }
  if (rates.length > MOST_RATES) {
    const wrong = `has ${rates.length} rates; keep one a week or a month`;
    problems.push(problem(1, '', { wrong, allowed: `at most ${MOST_RATES}` }));
  }
  return { rates: rates.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)), problems };
}

type RateFault = Pick<Problem, 'wrong' | 'key'> & Partial<Pick<Problem, 'allowed' | 'nearest'>>;

function faultsOf(rate: Rate, currencies: readonly string[]): readonly RateFault[] {
  const faults: RateFault[] = [];
  if (!isDay(rate.day)) {
    faults.push({
      key: 'date',
      wrong: `is "${rate.day}"`,
      allowed: 'a day, for example 2026-11-23',
    });
  }
  for (const key of ['from', 'to'] as const) {
    if (currencies.includes(rate[key])) continue;
    const close = nearest(rate[key], currencies);
    faults.push({
      key,
      wrong: `"${rate[key]}" is no currency`,
      allowed: 'an ISO 4217 code, for example EUR',
      ...(close === undefined ? {} : { nearest: close }),
    });
  }
  if (rate.from === rate.to)
    faults.push({ key: 'to', wrong: 'is the currency that it comes from' });
  if (!/^\d{1,9}(?:\.\d{1,12})?$/.test(rate.rate) || /^[0.]*$/.test(rate.rate)) {
    const allowed = 'a decimal number above 0, for example 0.9214';
    faults.push({ key: 'rate', wrong: `is "${rate.rate}"`, allowed });
  }
  return faults;
}

function isDay(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

function headerProblem(header: CsvRow | undefined): Problem | null {
  const missing = COLUMNS.filter((column) => !header?.cells.includes(column));
  if (missing.length === 0) return null;
  const wrong = `has no column ${listText(missing, 'and')}`;
  return problem(header?.line ?? 1, '', { wrong, allowed: `a first line "${COLUMNS.join(',')}"` });
}

function problem(
  line: number,
  key: string,
  fault: Pick<Problem, 'wrong'> & Partial<Pick<Problem, 'allowed' | 'nearest'>>,
): Problem {
  return { level: 'error', file: RATES_FILE, line, key, ...fault };
}

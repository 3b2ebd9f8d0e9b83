/** One record of a CSV file. */
export type CsvRow = {
  /** Line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type Csv =
  | { readonly ok: true; readonly rows: readonly CsvRow[] }
  | { readonly ok: false; readonly line: number; readonly wrong: string };

/** Between cells: a comma, or what spreadsheets write where the comma is the decimal point. */
const SEPARATORS = [',', ';', '\t'] as const;

/**
 * The records of a CSV text (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180), cells without the
 * spaces around them. Takes the separator that the first line has most of, any line end and a byte
 * order mark; leaves out empty lines and lines that begin with "#". Refuses a quote that never ends
 * and text behind an ending quote.
 */
export function readCsv(text: string): Csv {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const start = line;
    const end = lineEnd(source, at);
    const whole = source.slice(at, end);
    if (whole.trim() === '' || whole.startsWith('#')) {
      at = end + 1;
      line += 1;
      continue;
    }
    const cells: string[] = [];
    for (;;) {
      const cell = readCell(source, at, separator);
      if (!cell.ok) return { ok: false, line: start, wrong: cell.wrong };
      cells.push(cell.text);
      line += source.slice(at, cell.end).split('\n').length - 1;
      at = cell.end + 1;
      if (source[cell.end] !== separator) break;
    }
    line += 1;
    rows.push({ line: start, cells });
  }
  return { ok: true, rows };
}

/**
 * A CSV text with one cell set, everything else byte for byte as it was. `line` is the one on which the
 * record begins, `number` that of the cell, both from 1. A record without that cell stays as it is.
 */
export function withCell(
  text: string,
  place: { readonly line: number; readonly number: number },
  value: string,
): string {
  const separator = separatorOf(text.replace(/^\uFEFF/, ''));
  let at = text.startsWith('\uFEFF') && place.line === 1 ? 1 : 0;
  for (let line = 1; line < place.line; line += 1) at = lineEnd(text, at) + 1;
  for (let number = 1; ; number += 1) {
    const cell = readCell(text, at, separator);
    if (!cell.ok) return text;
    if (number === place.number) {
      const end = text.slice(at, cell.end).endsWith('\r') ? cell.end - 1 : cell.end;
      return text.slice(0, at) + written(value, separator) + text.slice(end);
    }
    if (text[cell.end] !== separator) return text;
    at = cell.end + 1;
  }
}

/** In quotes where it would not be read back as one cell. */
function written(value: string, separator: string): string {
  const plain = !value.includes(separator) && !/["\r\n]|^[\s#]|\s$/.test(value);
  return plain ? value : `"${value.replaceAll('"', '""')}"`;
}

type Cell =
  | { readonly ok: true; readonly text: string; readonly end: number }
  | { readonly ok: false; readonly wrong: string };

/** The cell from `at` on; `end` is the place of the separator, line end or end of text after it. */
function readCell(source: string, at: number, separator: string): Cell {
  const quoted = /^[ ]*"((?:[^"]|"")*)"[ ]*\r?/.exec(source.slice(at));
  if (quoted) {
    const end = at + quoted[0].length;
    const next = source[end];
    if (next !== undefined && next !== separator && next !== '\n') {
      return { ok: false, wrong: 'has text behind a closing quote; write a quote inside as ""' };
    }
    return { ok: true, text: (quoted[1] ?? '').replaceAll('""', '"').trim(), end };
  }
  if (/^[ ]*"/.test(source.slice(at, at + 100))) {
    return { ok: false, wrong: 'has a quote that never ends' };
  }
  const ends = [source.indexOf(separator, at), source.indexOf('\n', at), source.length];
  const end = Math.min(...ends.filter((end) => end >= 0));
  return { ok: true, text: source.slice(at, end).trim(), end };
}

function separatorOf(source: string): string {
  const first =
    source.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const counted = SEPARATORS.map((separator) => ({
    separator,
    count: first.split(separator).length,
  }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

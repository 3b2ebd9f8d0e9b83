import type { StageImport } from '#experiments/contract/stage-import.ts';
import { nearest } from '#experiments/definition/faults/nearest.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { readCsv } from '#experiments/links/csv.ts';
import { STAGE_COLUMNS } from '#experiments/revenue/stage-row.ts';
import type { Inability } from '../terminal.ts';

export type StageFile = { readonly ok: true; readonly rows: StageImport['rows'] };

/** The rows of a file of stages; refuses a first line that lacks a column or has an unknown one. */
export function readStageFile(file: string, text: string): StageFile | Inability {
  const csv = readCsv(text);
  if (!csv.ok) return refuse(`${file}:${csv.line}  ${csv.wrong}.`);
  const [header, ...records] = csv.rows;
  const names = (header?.cells ?? []).map((name) => name.toLowerCase());
  const known: readonly string[] = STAGE_COLUMNS;
  const stray = names.find((name, index) => !known.includes(name) || names.indexOf(name) < index);
  if (stray !== undefined) {
    const close = known.includes(stray) ? undefined : nearest(stray, known);
    const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
    const what = known.includes(stray) ? `"${stray}" is there twice` : `"${stray}" is no column`;
    return refuse(`${file}:1  ${what}. Columns: ${listText(known, 'and')}.${hint}`);
  }
  const missing = ['stage', 'at'].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return refuse(`${file}:1  has no column ${listText(missing, 'and')}.`);
  }
  if (records.length === 0) return refuse(`${file} has no rows below its first line.`);
  return {
    ok: true,
    rows: records.map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
    })),
  };
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

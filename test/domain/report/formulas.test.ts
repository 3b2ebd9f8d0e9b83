import { test } from 'vitest';
import { csvText } from '#experiments/programme/csv-text.ts';
import { reportCsv } from '#experiments/report/report-csv.ts';
import { aWholeReport } from './builders.ts';

/** Openings and tricks of formulas, https://owasp.org/www-community/attacks/CSV_Injection */
const PAYLOADS = [
  '=1+1',
  '=HYPERLINK("https://evil.example","x")',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '\t=1+1',
  '\r=1+1',
  "=cmd|' /C calc'!A0",
  '","=1+1',
  'a\r\n=1+1',
  'a\n=1+1',
  '"=1+1',
  ',=1+1',
];

/** Cells of a CSV file as a spreadsheet reads them (RFC 4180), written apart from the writer. */
function cellsOf(text: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const next = text[at] ?? '';
    if (quoted && next === '"' && text[at + 1] === '"') cell += text[++at];
    else if (next === '"') quoted = !quoted;
    else if (!quoted && (next === ',' || text.startsWith('\r\n', at))) {
      cells.push(cell);
      cell = '';
      if (next === '\r') at += 1;
    } else cell += next;
  }
  return cells;
}

/** A number may begin with a sign; a text may not begin as a formula does. */
const wouldRun = (cell: string) =>
  /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(cell);

test('no CSV of ours holds a text that a spreadsheet would run', ({ expect }) => {
  for (const payload of PAYLOADS) {
    const cells = cellsOf(csvText(['text', 'number'], [{ text: payload, number: -1.5 }]));
    expect(cells).toHaveLength(4);
    expect(cells.filter(wouldRun), payload).toEqual([]);
    expect(cells[2]?.replace(/^'/, '')).toBe(payload);
    expect(cells[3]).toBe('-1.5');
    const { report } = aWholeReport();
    const told = { ...report, experiment: { ...report.experiment, id: payload } };
    const all = cellsOf(reportCsv(told));
    expect(all.filter(wouldRun), payload).toEqual([]);
    expect(all.length).toBe(cellsOf(reportCsv(report)).length);
    expect(all.some((cell) => cell.replace(/^'/, '') === payload)).toBe(true);
  }
});

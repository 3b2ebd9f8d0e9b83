import { test } from 'vitest';
import { csvText } from '#experiments/programme/csv-text.ts';
import { reportCsv } from '#experiments/report/files/report-csv.ts';
import { cellsOf, wouldRun } from '#test/support/csv-cells.ts';
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

test('no CSV of ours holds a text that a spreadsheet would run', ({ expect }) => {
  for (const payload of PAYLOADS) {
    const csv = csvText(['text', 'number'], [{ text: payload, number: -1.5 }]);
    const cells = cellsOf(csv);
    expect(cells).toHaveLength(4);
    expect(wouldRun(csv), payload).toEqual([]);
    expect(cells[2]?.replace(/^'/, '')).toBe(payload);
    expect(cells[3]).toBe('-1.5');
    const { report } = aWholeReport();
    const told = { ...report, experiment: { ...report.experiment, id: payload } };
    const all = cellsOf(reportCsv(told));
    expect(wouldRun(reportCsv(told)), payload).toEqual([]);
    expect(all.length).toBe(cellsOf(reportCsv(report)).length);
    expect(all.some((cell) => cell.replace(/^'/, '') === payload)).toBe(true);
  }
});

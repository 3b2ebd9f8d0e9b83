import { expect, test } from 'vitest';
import { readImportOptions } from '#site/commands/import-stages/options.ts';
import { readStageFile } from '#site/commands/import-stages/read-file.ts';

test.for([
  [[], 'Name one file: npm run import-stages -- stages.csv --dry-run'],
  [['a.csv', 'b.csv'], 'Name one file: npm run import-stages -- stages.csv --dry-run'],
  [['a.csv', '--dry'], 'There is no option --dry. See npm run import-stages -- --help.'],
  [['a.csv', '--source'], '--source has no value.'],
  [
    ['a.csv', '--to', 'http://go.example.com'],
    '--to is "http://go.example.com": give an address, for example --to https://go.example.com',
  ],
] as const)('%j is refused with what to type', ([words, sentence]) => {
  expect(readImportOptions(words)).toEqual({ ok: false, sentence });
});

test('takes the address of a deployed site and of this machine', () => {
  const read = (to: string) => readImportOptions(['a.csv', `--to=${to}`, '--dry-run']);
  expect(read('https://go.example.com/x')).toMatchObject({ to: 'https://go.example.com' });
  expect(read('http://127.0.0.1:8788')).toMatchObject({
    to: 'http://127.0.0.1:8788',
    dryRun: true,
  });
});

test('reads what a spreadsheet saves, whatever stands between the cells', () => {
  const text =
    '\uFEFFDeal;Stage;At;Amount\r\nD-1;won;2026-11-23;1200,50\r\n\r\nD-2;lost;2026-11-24;\r\n';
  expect(readStageFile('stages.csv', text)).toEqual({
    ok: true,
    rows: [
      { line: 2, cells: { deal: 'D-1', stage: 'won', at: '2026-11-23', amount: '1200,50' } },
      { line: 4, cells: { deal: 'D-2', stage: 'lost', at: '2026-11-24', amount: '' } },
    ],
  });
});

test.for([
  ['stage,at,emial\nwon,2026-11-23,a', /:1 {2}"emial" is no column\. .* Did you mean "email"\?/],
  ['stage,stage,at\nwon,won,2026-11-23', /:1 {2}"stage" is there twice/],
  ['deal,stage\nD-1,won', /:1 {2}has no column at\./],
  ['stage,at\n', /has no rows below its first line\./],
  ['stage,at\n"won,2026', /:2 {2}has a quote that never ends\./],
] as const)('a file such as %j is refused with line and column', ([text, sentence]) => {
  const read = readStageFile('stages.csv', text);
  expect(read.ok ? '' : read.sentence).toMatch(sentence);
});

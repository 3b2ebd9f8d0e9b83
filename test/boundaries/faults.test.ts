import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { ROOT } from '#site/commands/local/settings.ts';
import { readFaults, readOpen, wrongWith } from './fault-table.ts';
import { sourceOf } from './source-text.ts';
import { testNamesIn } from './test-names.ts';

/** How many faults the catalogue has. */
const LAST = 94;

const page = readFileSync(join(ROOT, 'test/faults.md'), 'utf8');
const open = readOpen(page);
const read = new Map<string, ReadonlySet<string> | null>();

function namesIn(file: string): ReadonlySet<string> | null {
  if (!read.has(file)) {
    read.set(file, existsSync(join(ROOT, file)) ? testNamesIn(sourceOf(file)) : null);
  }
  return read.get(file) ?? null;
}

test('every fault of the catalogue has tests that exist, or says why it needs none', ({
  expect,
}) => {
  expect(wrongWith({ faults: readFaults(page), open, last: LAST }, namesIn)).toEqual([]);
});

// They stand in the report of every run until they are closed.
for (const [number, lacks] of open) test.todo(`fault ${number} is open: ${lacks}`);

describe('the check of the table', () => {
  const names = new Map([['test/a.test.ts', new Set(['stores it', 'tells of | bars', 'x %s'])]]);
  const check = (rows: string, last = 1) =>
    wrongWith(
      { faults: readFaults(rows), open: readOpen(rows), last },
      (file) => names.get(file) ?? null,
    );

  test.for([
    ['| 1 | It breaks | It holds | `test/a.test.ts` stores it<br>`test/a.test.ts` x %s |', []],
    ['| 1 | It breaks | It holds | `test/a.test.ts` tells of \\| bars |', []],
    ['| 1 | It breaks | It holds | Does not apply: there is no such part in this system |', []],
    ['| 1 | It breaks | It holds | |\n## Open\n- 1: it is not built\n', []],
    ['', ['row 1 is there 0 times']],
    [
      '| 1 | It breaks | It holds | `test/a.test.ts` stores nothing |',
      ['row 1 names "stores nothing", which is no test of test/a.test.ts that runs'],
    ],
    [
      '| 1 | It breaks | It holds | `test/b.test.ts` stores it |',
      ['row 1 names test/b.test.ts, which does not exist'],
    ],
    ['| 1 | It breaks | It holds | |', ['row 1 has no test, no reason, and is not listed as open']],
    [
      '| 1 | It breaks | It holds | soon |',
      [
        'row 1 names neither a test nor a reason in "soon"',
        'row 1 has no test, no reason, and is not listed as open',
      ],
    ],
    ['| 1 | It breaks | It holds | Does not apply: no |', ['row 1 gives no real reason']],
    [
      '| 1 | It breaks | | `test/a.test.ts` stores it |',
      ['row 1 does not say what happens, or what must'],
    ],
  ] as const)('of %s says %s', ([rows, wrong], { expect }) => {
    expect(check(rows)).toEqual(wrong);
  });

  test('knows every way to write a test, and none that does not run', ({ expect }) => {
    const text = `
      test('plain', () => {});
      it("double", async ({ expect }) => {});
      test(\`of \${path} twice\`, () => {});
      describe('group', () => {
        test.for([1, 2])('each %i', { timeout: 1 }, (n) => {});
        describe('inner', () => { test('deep', () => {}); });
      });
      for (const name of names) test(name, () => {});
      test.skip('skipped', () => {});
      test.todo('later');
      describe.skip('off', () => { test('never', () => {}); });
      test.skipIf(slow)('perhaps', () => {});
      // test('comment', () => {});
      log("test('text', () => {})");
      test.use({ viewport: null });
    `;
    expect([...testNamesIn(sourceOf('planted.ts', text))]).toEqual([
      'plain',
      'double',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as the source has it
      'of ${path} twice',
      'each %i',
      'group › each %i',
      'deep',
      'group › inner › deep',
      'inner › deep',
      'name',
    ]);
  });
});

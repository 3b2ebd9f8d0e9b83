import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, test } from 'vitest';
import { ROOT } from '#site/commands/local/settings.ts';
import { filesOf, nodesOf, placeOf, type Source, sourceOf } from './source-text.ts';

/** Work that may go on behind an answer, because losing it loses nothing that was acknowledged. */
const BEHIND_THE_ANSWER: Readonly<Record<string, string>> = {
  'worker/app.ts': 'run states and salts to read, counts of first views that may be lost',
  'worker/router.ts': 'the outbox has the message; the cron would send it later',
  'worker/routes/report-api.ts': 'the outbox has the message; the cron would send it later',
  'worker/landing/run-state-copy.ts': 'reading alone',
  'worker/landing/day-salt-copy.ts': 'a salt that nobody has used yet: the next visitor makes one',
  'worker/landing/first-view-counter.ts': 'counts that are lost for all variants alike',
};

test('nothing is written behind an answer but what may be lost', ({ expect }) => {
  const found = filesOf('worker', '.ts').filter((path) =>
    nodesOf(sourceOf(path)).some(
      (node) => ts.isCallExpression(node) && /(^|\.)waitUntil$/.test(node.expression.getText()),
    ),
  );
  expect(found.sort()).toEqual(Object.keys(BEHIND_THE_ANSWER).sort());
});

/** What is written into SQL by the program: names and pieces of SQL, never a field of something. */
function writtenIntoSql(source: Source): readonly string[] {
  return nodesOf(source).flatMap((node) => {
    if (!ts.isTemplateExpression(node)) return [];
    if (!/\b(SELECT|INSERT|UPDATE|DELETE|WHERE|FROM|VALUES|SET)\b/.test(node.getText())) return [];
    return node.templateSpans
      .map(({ expression }) => expression)
      .filter(
        (one) =>
          (ts.isPropertyAccessExpression(one) || ts.isElementAccessExpression(one)) &&
          !/^[A-Z][A-Z_]*$/.test(one.expression.getText()),
      )
      .map((one) => `${placeOf(source, one)} ${one.getText()}`);
  });
}

describe('values reach SQL as parameters', () => {
  test('no field of a row, an event or a request is written into a statement', ({ expect }) => {
    expect(
      filesOf('worker/store', '.ts').flatMap((path) => writtenIntoSql(sourceOf(path))),
    ).toEqual([]);
  });

  test('one that is would be named with its line', ({ expect }) => {
    const text = `const ID = 1;\ndb.prepare(\`SELECT \${COLUMNS} FROM leads WHERE id = \${row.id}\`);`;
    expect(writtenIntoSql(sourceOf('planted.ts', text))).toEqual(['planted.ts:2 row.id']);
  });
});

/** Statements of a migration without comments; triggers hold several in one. */
function statementsOf(sql: string): readonly string[] {
  const plain = sql.replace(/--.*$/gm, '');
  const triggers = plain.match(/CREATE TRIGGER[\s\S]*?\bEND;/g) ?? [];
  const rest = plain.replace(/CREATE TRIGGER[\s\S]*?\bEND;/g, '').split(';');
  return [...triggers, ...rest].map((one) => one.replace(/\s+/g, ' ').trim()).filter(Boolean);
}

/** What the Worker of before can live with: new tables and columns that it need not fill. */
const ADDS =
  /^(CREATE (UNIQUE )?INDEX|CREATE TABLE|CREATE TRIGGER|CREATE VIEW|INSERT INTO|UPDATE)\b/;

function takesAway(statement: string): boolean {
  const [, column] = /^ALTER TABLE \w+ ADD COLUMN (.+)$/.exec(statement) ?? [];
  if (column !== undefined) return /NOT NULL/.test(column) && !/DEFAULT/.test(column);
  return !ADDS.test(statement);
}

describe('a Worker that is rolled back meets a schema that it knows', () => {
  test.for(filesOf('worker/store/migrations', '.sql'))('%s only adds', (path, { expect }) => {
    const statements = statementsOf(readFileSync(join(ROOT, path), 'utf8'));
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter(takesAway)).toEqual([]);
  });

  test.for([
    'DROP TABLE leads;',
    'ALTER TABLE leads DROP COLUMN consent;',
    'ALTER TABLE leads RENAME TO people;',
    'ALTER TABLE leads ADD COLUMN name TEXT NOT NULL;',
    'DELETE FROM leads;',
    'PRAGMA writable_schema = 1;',
  ])('%s would be refused', (sql, { expect }) => {
    expect(statementsOf(sql).filter(takesAway)).toHaveLength(1);
  });
});

import ts from 'typescript';
import { nodesOf, type Source } from './source-text.ts';

/** Between the name of a group and that of a test in it. */
export const WITHIN = ' › ';

/** What a runner calls a test or a group of tests. */
const RUNNERS: readonly string[] = ['test', 'it', 'describe'];
/** Ways to write down a test that does not run, or does not count. */
const IDLE = /\.(skip|skipIf|runIf|todo|fails|fixme|fail|only)\b/;

/**
 * Names of all tests of a file that run, each also with the groups around it in front:
 * `staying out › nothing gets in`. A name is what stands in the source between the quotes; of a
 * template the text with its `${…}`, of `test.for` the pattern with its `%s`.
 */
export function testNamesIn(source: Source): ReadonlySet<string> {
  return new Set(
    nodesOf(source).flatMap((node) => {
      const name = calledAt(node);
      if (name === null || runnerOf(node) === 'describe') return [];
      const groups: string[] = [];
      for (let around = node.parent; around; around = around.parent) {
        const group = calledAt(around);
        if (group === null && isIdle(around)) return [];
        if (group !== null) groups.unshift(group);
      }
      const within = groups.map((_, from) => [...groups.slice(from), name].join(WITHIN));
      return [name, ...within];
    }),
  );
}

/** The name that a call gives to a test or group which runs; null for every other node. */
function calledAt(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) || runnerOf(node) === null || isIdle(node)) return null;
  const [name] = node.arguments;
  const body = node.arguments.slice(1).find((one) => ts.isFunctionLike(one));
  if (name === undefined || body === undefined) return null;
  if (ts.isStringLiteralLike(name)) return name.text;
  return ts.isTemplateExpression(name) ? name.getText().slice(1, -1) : name.getText();
}

/** `test` of `test('…')`, `test.for([…])('…')` and `test.describe('…')` gives its kind. */
function runnerOf(node: ts.Node): string | null {
  if (!ts.isCallExpression(node)) return null;
  const called = ts.isCallExpression(node.expression)
    ? node.expression.expression
    : node.expression;
  const [runner = '', ...rest] = called.getText().split('.');
  if (!RUNNERS.includes(runner)) return null;
  return rest.includes('describe') ? 'describe' : runner;
}

function isIdle(node: ts.Node): boolean {
  return ts.isCallExpression(node) &&
    RUNNERS.includes(node.expression.getText().split('.')[0] ?? '')
    ? IDLE.test(node.expression.getText().split('(')[0] ?? '')
    : false;
}

import { expect, test } from 'vitest';
import { problemText } from '#experiments/definition/faults/problem.ts';
import { parseSource } from '#site/build/read-source.ts';

function complaints(text: string): readonly string[] {
  const read = parseSource('a.yaml', text);
  return read.ok ? [] : read.problems.map(problemText);
}

function plainValue(text: string): unknown {
  const read = parseSource('a.yaml', text);
  return read.ok ? read.source.value : null;
}

const BOMB = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    'bcdefgh'.split('').map((name, index) => {
      const inner = `*${'abcdefg'[index]}`;
      return `${name}: &${name} [${Array(9).fill(inner).join(', ')}]`;
    }),
  )
  .join('\n');

test('refuses a file that grows without end by aliases', () => {
  expect(complaints(BOMB)).toEqual([
    'a.yaml:2  repeats parts of itself by aliases (*name) without end.',
  ]);
  expect(plainValue('a: &a { x: 1 }\nb: *a\n')).toEqual({ a: { x: 1 }, b: { x: 1 } });
});

test('names a key that is there twice', () => {
  expect(complaints('hero:\n  lead: a\n  lead: b\n')).toEqual([
    'a.yaml:3  lead: is there a second time; a key is written once.',
  ]);
});

test('refuses tabs, a second document, endless depth and what is far too large', () => {
  expect(complaints('hero:\n\tlead: a\n')[0]).toBe(
    'a.yaml:2  is indented by a tab. Allowed: spaces.',
  );
  expect(complaints('a: 1\n---\nb: 1\n')).toEqual([
    'a.yaml:2  begins a second document (---); a file holds one.',
  ]);
  expect(complaints('['.repeat(200_000))[0]).toMatch(/^a.yaml:1 {2}is no valid YAML/);
  expect(complaints('# x\n'.repeat(250_001))).toEqual([
    'a.yaml:1  is larger than a million characters: it is hardly what it should be.',
  ]);
});

test('reads what editors of other systems write', () => {
  expect(plainValue('\uFEFFa: 1\r\nb: two\r\n')).toEqual({ a: 1, b: 'two' });
  expect(plainValue('')).toEqual({});
  expect(plainValue('# nothing yet\n')).toEqual({});
});

test('says that a text needs quotes where YAML reads something else into it', () => {
  for (const text of [
    '!New bikes',
    'Your morning: without a call',
    "'The baker's bike'",
    '*New* bikes',
    '@home',
    '%off',
    '{name}, your bike',
    '[New] bikes',
  ]) {
    expect(complaints(`hero:\n  headline: ${text}\n  lead: a\n`)[0], text).toMatch(
      /^a\.yaml:[23] .*Allowed: the text in double quotes, for example/,
    );
    expect(plainValue(`headline: ${JSON.stringify(text)}\n`)).toEqual({ headline: text });
  }
});

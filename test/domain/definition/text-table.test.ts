import { describe, test } from 'vitest';
import { brokenLines, textTable } from '#site/build/text-table.ts';

describe('a table in a terminal', () => {
  const rows = [
    ['cta-click', 'a click on "cta"', 'primary of crm-form'],
    ['demo', 'a submit', 'in no experiment'],
  ];

  test('has its columns under each other where they fit', ({ expect }) => {
    expect(textTable(rows, 80)).toEqual([
      '    cta-click  a click on "cta"  primary of crm-form',
      '    demo       a submit          in no experiment',
    ]);
  });

  test('puts what follows a name below each other where they do not', ({ expect }) => {
    const lines = textTable(rows, 32);
    expect(lines).toEqual([
      '    cta-click  a click on "cta"',
      '               primary of',
      '               crm-form',
      '    demo       a submit',
      '               in no experiment',
    ]);
  });

  test('breaks between words, never inside one', ({ expect }) => {
    expect(brokenLines('a supercalifragilistic word', 8)).toEqual([
      'a',
      'supercalifragilistic',
      'word',
    ]);
    expect(brokenLines('', 8)).toEqual(['']);
  });
});

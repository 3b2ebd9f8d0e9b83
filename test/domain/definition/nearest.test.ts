import { describe, test } from 'vitest';
import { editDistance, nearest } from '#experiments/definition/faults/nearest.ts';

describe('the nearest valid spelling', () => {
  test('counts a swap of neighbours as one slip', ({ expect }) => {
    expect(editDistance('form', 'from')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
  });

  test('finds the word that was meant, whatever its case', ({ expect }) => {
    expect(nearest('Runing', ['draft', 'running', 'ended'])).toBe('running');
    expect(nearest('weight', ['id', 'weightBp', 'change'])).toBe('weightBp');
  });

  test('offers nothing when no word is close', ({ expect }) => {
    expect(nearest('colour', ['id', 'weightBp', 'change'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });

  test('prefers the earlier of two equally close words', ({ expect }) => {
    expect(nearest('hera', ['hero', 'herb'])).toBe('hero');
  });
});

import { test } from 'vitest';
import { withBlock } from './figures-block.ts';

const text = 'before\n<!-- figures:begin -->\nold\n<!-- figures:end -->\nafter\n';

test('a block is replaced and nothing around it', ({ expect }) => {
  expect(withBlock(text, { name: 'figures', lines: 'new' })).toBe(
    'before\n<!-- figures:begin -->\nnew\n<!-- figures:end -->\nafter\n',
  );
});

test('a text with no such block, or two, is refused', ({ expect }) => {
  for (const wrong of ['nothing', text + text]) {
    expect(() => withBlock(wrong, { name: 'figures', lines: '' })).toThrow('needs one block');
  }
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '#site/commands/local/settings.ts';

/** Puts generated lines into site/guide/figures.md, between `<!-- name:begin -->` and `<!-- name:end -->`. */
export function writeBlock(name: string, lines: string): void {
  const file = join(ROOT, 'site/guide/figures.md');
  writeFileSync(file, withBlock(readFileSync(file, 'utf8'), { name, lines }));
}

/**
 * A text with the block replaced; everything else stays byte for byte.
 * @throws Error when the text has not exactly one such block
 */
export function withBlock(
  text: string,
  { name, lines }: { readonly name: string; readonly lines: string },
): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [before, inside, ...twice] = text.split(begin);
  const [, after, ...rest] = inside?.split(end) ?? [];
  if (before === undefined || after === undefined || twice.length + rest.length > 0) {
    throw new Error(`site/guide/figures.md needs one block from "${begin}" to "${end}"`);
  }
  return `${before}${begin}\n${lines}\n${end}${after}`;
}

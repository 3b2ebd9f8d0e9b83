import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'satori';

const require = createRequire(import.meta.url);
/** Scripts that pictures are drawn in; each is a file of the same typeface. */
const SUBSETS = ['latin', 'latin-ext', 'greek', 'greek-ext', 'cyrillic', 'vietnamese'] as const;

/** Value of `font-family` that tries every script. */
export const FONT_FAMILY = SUBSETS.join(', ');

/** Inter in bold, from the package: a build machine need not have a single font. */
export function fonts(): Promise<Font[]> {
  return Promise.all(
    SUBSETS.map(async (subset): Promise<Font> => {
      const file = require.resolve(`@fontsource/inter/files/inter-${subset}-700-normal.woff`);
      return { name: subset, data: await readFile(file), weight: 700, style: 'normal' };
    }),
  );
}

/** Whether the typeface has every letter of a text; otherwise boxes would stand in the picture. */
export function isDrawable(text: string): boolean {
  return [...text].every((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return ranges().some(([from, to]) => from <= code && code <= to);
  });
}

let known: readonly (readonly [number, number])[] | undefined;

function ranges(): readonly (readonly [number, number])[] {
  known ??= SUBSETS.flatMap((subset) => rangesOf(subset));
  return known;
}

/** "U+0000-00FF,U+0131" as pairs of numbers. */
function rangesOf(subset: string): readonly (readonly [number, number])[] {
  const unicode: Readonly<Record<string, string>> = require('@fontsource/inter/unicode.json');
  return (unicode[subset] ?? '').split(',').map((range) => {
    const [from = '', to = from] = range.trim().slice(2).split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
}

import type { NamedCode } from '#experiments/definition/catalog/definitions.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

/** Countries with their ISO 3166-1 codes and English names: DE, Germany. */
export function countryCodes(): readonly NamedCode[] {
  return PAIRS.flatMap((pair) => {
    const code = pair.toUpperCase();
    return named('region', code, Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
  });
}

/** Languages with the first part of their tags (ISO 639) and English names: de, German. */
export function languageCodes(): readonly NamedCode[] {
  return [...PAIRS, ...LONGER].flatMap((code) =>
    named('language', code, Intl.getCanonicalLocales(code)[0] === code),
  );
}

/** Languages with three letters that browsers offer: to name all 17 576 codes would take a second. */
const LONGER = 'ast ceb ckb dsb fil fur gsw haw hsb kab kok nds sat yue'.split(' ');

/** Nothing for a code without a name, and for one that stands for another. */
function named(type: keyof typeof NAMES, code: string, canonical: boolean): readonly NamedCode[] {
  const name = canonical ? NAMES[type].of(code) : undefined;
  return name === undefined ? [] : [{ code, name }];
}

const NAMES = {
  region: new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }),
  language: new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }),
} as const;

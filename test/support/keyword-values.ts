import { seeded } from './seeded.ts';

/** A value of a parameter: as text, where the query is well-formed, and as it stands in the query. */
export type KeywordValue = { readonly value: string | null; readonly written: string };

const PIECES: readonly string[] = [
  'heating software',
  'Ärzte & Söhne',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt;',
  '&#x3c;script&#x3e;',
  '</title><svg onload=alert(1)>',
  '<!--',
  '-->',
  '<!--tl:end-->',
  '((trade))',
  '((free))',
  '{{free}}',
  'tlslot~~~~~~~~',
  '#{1+1}',
  'javascript:alert(1)',
  '\u0000',
  '\u0007\u001B[31m',
  '\u202Egnitaeh\u202C',
  '\u2066\u2069\u200F\u061C',
  '\u200B\u200D\uFEFF\u00AD',
  'e\u0301\u0323\u0302',
  '\u{1F468}\u200D\u{1F527}',
  '\u{E0041}\u{E007F}',
  '\uFFFD',
  'שלום',
  'مرحبا',
  '東京',
  '\t\n\r ',
  '\u00A0\u3000\u2028\u2029',
  '+%2B%25',
  '<',
  '>',
  '&',
  '"',
  "'",
  '`=',
];

/** Escapes that stand for no text, and other garbage of queries. */
const BROKEN: readonly string[] = [
  '%',
  '%2',
  '%zz',
  '%u003cscript%u003e',
  '%C0%BCscript%C0%BE',
  '%ED%A0%80',
  '%F8%88%80%80%80',
  '%00%00',
  '%E2%80%AE%3Cb%3E',
  '%253Cscript%253E',
  '%FF%FE<b>',
];

/** Values of keyword parameters as attackers, broken tools and languages send them; seeded. */
export function* keywordValues(count: number, seed: number): Generator<KeywordValue> {
  const next = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  for (let index = 0; index < count; index++) {
    const kind = next();
    if (kind < 0.15) {
      const written = `${pick(BROKEN)}${encodeURIComponent(pick(PIECES))}${pick(BROKEN)}`;
      yield { value: null, written };
    } else if (kind < 0.2) {
      // Lone surrogates cannot be percent-encoded: they reach the address as they are.
      yield {
        value: null,
        written: `a${pick(['\uD800', '\uDFFF'])}b${pick(PIECES)}`.replace(/[#&+%\s]/g, ''),
      };
    } else if (kind < 0.25) {
      const value = pick(PIECES).padEnd(8_192, pick(PIECES)).toWellFormed();
      yield { value, written: encodeURIComponent(value) };
    } else if (kind < 0.5) {
      const length = 1 + Math.floor(next() * 60);
      const value = Array.from({ length }, () =>
        String.fromCodePoint(codePoint(Math.floor(next() * 0x10ffff))),
      ).join('');
      yield { value, written: encodeURIComponent(value) };
    } else {
      const parts = Array.from({ length: 1 + Math.floor(next() * 4) }, () => pick(PIECES));
      const value = parts.join(pick(['', ' ', '  ', '\t']));
      yield { value, written: encodeURIComponent(value) };
    }
  }
}

/** Half of the time one that people use; never half a pair. */
function codePoint(drawn: number): number {
  const code = drawn % 2 === 0 ? drawn % 0x2500 : drawn;
  return code >= 0xd800 && code <= 0xdfff ? 0xe9 : code;
}

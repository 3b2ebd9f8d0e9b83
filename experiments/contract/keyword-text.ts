/** A keyword slot as the edge works with it: which parameter fills it, and with what. */
export type KeywordWords = {
  /** Query parameter: `utm_term`. */
  readonly parameter: string;
  /** What stands there for everybody else, as plain text. */
  readonly fallback: string;
  /** Texts by `foldKeyword` of the values that they answer; null where a pattern decides. */
  readonly texts: ReadonlyMap<string, string> | null;
  /** Matches the whole of an accepted value; null where `texts` decides. */
  readonly pattern: RegExp | null;
  /** Most characters (code points) of a value that is inserted as it came. */
  readonly maxLength: number;
};

/** Values beyond this are not looked at. In UTF-16 units. */
const MAX_RAW_LENGTH = 400;

/**
 * What a slot shows for a parameter's value: the text of an allowed one, a value that the pattern
 * accepts, or null for the default. Never a part of a value: what is too long falls back. The text
 * is plain; whoever writes it into a page escapes it.
 */
export function keywordText(slot: KeywordWords, value: string | null): string | null {
  if (value === null || value.length > MAX_RAW_LENGTH) return null;
  const text = normaliseKeyword(value);
  if (text === null) return null;
  if (slot.texts !== null) return slot.texts.get(text.toLowerCase()) ?? null;
  if ([...text].length > slot.maxLength) return null;
  return slot.pattern?.test(text) ? text : null;
}

/**
 * A value as people would have typed it: one space where there was white space, none at the ends,
 * composed letters (NFC), without control, formatting and direction characters. Null where nothing
 * is left, or where characters were lost on the way: half a surrogate pair, U+FFFD.
 * Categories: Unicode Standard, section 4.5, General Category.
 */
export function normaliseKeyword(value: string): string | null {
  if (!value.isWellFormed() || value.includes('\uFFFD')) return null;
  const text = value
    .replace(/\s+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .trim();
  return text === '' ? null : text;
}

/** The form in which values are compared; the empty text for one that no value can have. */
export function foldKeyword(value: string): string {
  return normaliseKeyword(value)?.toLowerCase() ?? '';
}

/** Which page of a landing a request gets by its query, looked up in one step per rule. */
export type PickRule = {
  /** Parameters that must all be there, in the order of the file's columns. */
  readonly parameters: readonly string[];
  /** Public path of the page by the key of their values. */
  readonly pages: Readonly<Record<string, string>>;
};

/** Longest value that can pick a page; a longer one is no name of an ad group. */
export const MAX_PICK_VALUE = 200;

/**
 * Path of the page that a query picks; null when no rule fits. Rules are tried in their order, the
 * most specific first. `read` gives a parameter's first value, decoded, or null.
 */
export function pickedPath(
  rules: readonly PickRule[],
  read: (parameter: string) => string | null,
): string | null {
  for (const { parameters, pages } of rules) {
    const key = pickKey(parameters.map((parameter) => read(parameter) ?? ''));
    if (Object.hasOwn(pages, key)) return pages[key] ?? null;
  }
  return null;
}

/** The key of some values. A line break stands before each, which no normalised value holds. */
export function pickKey(values: readonly string[]): string {
  return values.map((value) => `\n${normalisedValue(value)}`).join('');
}

/**
 * A value as it is compared: lower case, one space between words. Ad platforms send a keyword as it
 * is bid on, in any case. Empty for a value too long to be one.
 */
export function normalisedValue(value: string): string {
  if (value.length > MAX_PICK_VALUE) return '';
  return value.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Longer lists are no browser's. */
const MAX_HEADER = 500;

/**
 * The language that a browser prefers, as a tag in lower case: `de-at`; the first of those with the
 * highest weight. '' when the header is missing or names none.
 * Source: RFC 9110, section 12.5.4.
 */
export function preferredLanguage(header: string | null): string {
  let best = { tag: '', weight: 0 };
  for (const part of (header ?? '').slice(0, MAX_HEADER).split(',')) {
    const [, tag = '', q = '1'] =
      /^\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/i.exec(
        part,
      ) ?? [];
    const weight = Number(q);
    if (tag !== '' && weight > best.weight) best = { tag: tag.toLowerCase(), weight };
  }
  return best.tag;
}

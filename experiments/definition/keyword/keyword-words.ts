import { keywordsMark, type NamedWord } from '../../contract/page-marks.ts';
import { allowedTexts, type Keyword } from './keyword.ts';

/** What a page says in its head of its keyword slots; empty where it has none. */
export function keywordsMarkOf(keywords: readonly Keyword[]): string {
  return keywords.length === 0 ? '' : keywordsMark(keywords.map(namedWord));
}

function namedWord({ name, parameter, allow, pattern, maxLength, ...slot }: Keyword): NamedWord {
  return {
    name,
    parameter,
    fallback: slot.default,
    maxLength,
    ...(allow === undefined ? {} : { texts: allowedTexts(allow) }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

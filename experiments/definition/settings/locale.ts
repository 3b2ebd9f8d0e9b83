import { LANGUAGES } from '../../words/words-of.ts';
import { nearest } from '../faults/nearest.ts';
import type { Fault } from '../faults/problem.ts';

/** Scripts that run from right to left, by ISO 15924. */
const RIGHT_TO_LEFT: readonly string[] = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'];

/** Common tags, so that a typing slip finds what was meant. */
const COMMON: readonly string[] = [
  ...['en-US', 'en-GB', 'de-DE', 'de-AT', 'de-CH', 'fr-FR', 'fr-CA', 'fr-BE', 'es-ES', 'es-MX'],
  ...['it-IT', 'nl-NL', 'nl-BE', 'pt-PT', 'pt-BR', 'pl-PL', 'sv', 'da', 'nb', 'fi', 'cs', 'sk'],
  ...['hu', 'ro', 'bg', 'el', 'hr', 'sl', 'uk', 'tr', 'ar', 'he', 'fa', 'ja', 'ko', 'zh-Hans'],
];

/**
 * What is wrong with a language tag; undefined for one that is well-formed, in its canonical
 * spelling, and made of subtags that exist. Source: BCP 47 (RFC 5646), https://www.rfc-editor.org/info/bcp47.
 */
export function localeFault(tag: string): Fault | undefined {
  const allowed = 'a language tag (BCP 47), for example de, de-AT or pt-BR';
  const canonical = canonicalTag(tag.replaceAll('_', '-'));
  const exists = canonical !== undefined && subtagsExist(canonical);
  if (canonical === tag && exists) return undefined;
  const close = exists ? canonical : (codeOf(tag) ?? nearest(tag, [...LANGUAGES, ...COMMON]));
  return {
    wrong: `is "${tag}"`,
    allowed,
    ...(close === undefined ? {} : { nearest: close }),
  };
}

/** Known answers: a thousand pages ask for the same few locales. */
const complete = new Map<string, Intl.Locale>();

/** A locale with the script and region that are likely where its tag names none. */
export function likelyLocale(tag: string): Intl.Locale {
  const known = complete.get(tag) ?? new Intl.Locale(tag).maximize();
  complete.set(tag, known);
  return known;
}

/** Direction of a locale's script. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(likelyLocale(locale).script ?? '') ? 'rtl' : 'ltr';
}

/** The spelling that the standard prefers; undefined for what is no tag at all. */
function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

function subtagsExist(tag: string): boolean {
  const { language, region } = new Intl.Locale(tag);
  return (
    nameOf('language', language) !== undefined &&
    (region === undefined || nameOf('region', region) !== undefined)
  );
}

/** The tag of a language that was called by its name: "german", "Deutsch". */
function codeOf(name: string): string | undefined {
  const wanted = name.toLowerCase();
  return [...LANGUAGES, ...COMMON].find((code) =>
    [nameOf('language', code), nameOf('language', code, code)].some(
      (known) => known?.toLowerCase() === wanted,
    ),
  );
}

function nameOf(type: 'language' | 'region', code: string, by = 'en'): string | undefined {
  return new Intl.DisplayNames([by], { type, fallback: 'none' }).of(code);
}

import * as z from 'zod';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { type FormMessages, formMessagesSchema } from './form-messages.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import type { SiteWords, Words } from './words.ts';

const TABLES: Readonly<Record<string, Words>> = { en, de, es, fr, it, nl, pl, pt };

/** Languages that have a table here. */
export const LANGUAGES: readonly string[] = Object.keys(TABLES).sort();

/**
 * The words of a page in `locale`: the table of its language, then what site.yaml says for the
 * language (`de`), then for the tag itself (`de-AT`). What is nowhere is English; `missingWords`
 * tells beforehand.
 */
export function wordsOf(locale: string, words: SiteWords): Words {
  return { ...en, ...known(locale, words) };
}

/** What forms say in each of these locales: the part of the words that the Worker needs. */
export function formMessagesOf(
  locales: readonly string[],
  words: SiteWords,
): Readonly<Record<string, FormMessages>> {
  const shape = z.object(formMessagesSchema.shape);
  return Object.fromEntries(
    [...new Set(locales)].map((locale) => [locale, shape.parse(wordsOf(locale, words))]),
  );
}

/** Words that a locale lacks, by key: all for a language without a table, none for the others. */
export function missingWords(locale: string, words: SiteWords): readonly (keyof Words)[] {
  const found = known(locale, words);
  return (Object.keys(en) as (keyof Words)[]).filter((key) => found[key] === undefined);
}

function known(locale: string, words: SiteWords): Partial<Words> {
  const language = locale.split('-')[0] ?? locale;
  return { ...TABLES[language], ...words[language], ...words[locale] } as Partial<Words>;
}

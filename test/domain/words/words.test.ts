import { expect, test } from 'vitest';
import { formMessagesSchema } from '#experiments/words/form-messages.ts';
import { PLACES, wordsSchema } from '#experiments/words/words.ts';
import { formMessagesOf, LANGUAGES, missingWords, wordsOf } from '#experiments/words/words-of.ts';

test('eight languages have every word, each within its length', () => {
  expect(LANGUAGES).toEqual(['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt']);
  for (const language of LANGUAGES) {
    expect(missingWords(language, {}), language).toEqual([]);
    expect(wordsSchema.parse(wordsOf(language, {})), language).toBeDefined();
  }
});

test('every language keeps the places that names and numbers are put in', () => {
  for (const language of LANGUAGES) {
    const words = wordsOf(language, {});
    for (const [key, place] of Object.entries(PLACES)) {
      expect(words[key as keyof typeof words], `${language} ${key}`).toContain(place);
    }
  }
});

test('no language says in English what another word is for', () => {
  const english = wordsOf('en', {});
  for (const language of LANGUAGES.filter((one) => one !== 'en')) {
    const words = wordsOf(language, {});
    const same = Object.entries(english).filter(
      ([key, word]) => words[key as keyof typeof words] === word,
    );
    expect(
      same.map(([key]) => key).filter((key) => !SHARED.includes(key)),
      language,
    ).toEqual([]);
  }
});

/** Words that two languages may well share with English. */
const SHARED = ['no', 'consentNo', 'minutes'];

test('a region adds to its language, and the site to both', () => {
  const site = { de: { next: 'Fortfahren' }, 'de-AT': { optional: '(kein Muss)' } };
  expect(wordsOf('de-AT', site)).toMatchObject({
    next: 'Fortfahren',
    optional: '(kein Muss)',
    back: 'Zurück',
  });
  expect(wordsOf('de', site).optional).toBe('(freiwillig)');
});

test('a language without a table lacks all that the site does not say', () => {
  const all = Object.keys(wordsSchema.shape);
  expect(missingWords('sv', {})).toHaveLength(all.length);
  expect(missingWords('sv', { sv: wordsOf('en', {}) })).toEqual([]);
  expect(missingWords('sv-FI', { sv: { next: 'Nästa' } })).not.toContain('next');
});

test('the Worker gets what forms say, in the locales of the site alone', () => {
  const messages = formMessagesOf(['en', 'de-AT', 'en'], {});
  expect(Object.keys(messages)).toEqual(['en', 'de-AT']);
  expect(Object.keys(messages['de-AT'] ?? {})).toEqual(Object.keys(formMessagesSchema.shape));
});

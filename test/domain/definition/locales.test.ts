import { describe, expect, test } from 'vitest';
import { legalFor } from '#experiments/definition/checks/legal-links.ts';
import { alternatesByPath } from '#experiments/definition/landing/translations.ts';
import { directionOf, localeFault } from '#experiments/definition/settings/locale.ts';
import {
  compileProject,
  countingForms,
  type Files,
  LANDING,
  complaints as problems,
  replaced,
  VALID,
} from './project.ts';

const DE = 'site/landing/crm-de.yaml';

/** Complaints about files in which every form is counted. */
function complaints(files: Files): readonly string[] {
  return problems({ ...countingForms('demo-de', 'demo-at'), ...files });
}

/** The landing as a translation, with further keys. */
function german(more = 'locale: de\ntranslationOf: crm\n'): string {
  const moved = LANDING.replaceAll('/crm/', '/de/crm/');
  return `${more}${replaced(moved, 'form: demo', 'form: demo-de')}`;
}

describe('the language of a landing', () => {
  test('is a tag of BCP 47; what was meant is named', () => {
    for (const tag of ['de', 'de-AT', 'pt-BR', 'zh-Hans', 'sr-Latn-RS']) {
      expect(localeFault(tag), tag).toBeUndefined();
    }
    const meant = Object.fromEntries(
      ['de_AT', 'DE-at', 'en-UK', 'german', 'Deutsch', 'polski', 'fr-FRR'].map((tag) => [
        tag,
        localeFault(tag)?.nearest,
      ]),
    );
    expect(meant).toEqual({
      de_AT: 'de-AT',
      'DE-at': 'de-AT',
      'en-UK': 'en-GB',
      german: 'de',
      Deutsch: 'de',
      polski: 'pl',
      'fr-FRR': 'fr-FR',
    });
  });

  test('says in which direction it is read', () => {
    const read = (tag: string) => directionOf(tag);
    expect(['de', 'ar', 'he-IL', 'fa', 'ur', 'az-Arab', 'ja'].map(read)).toEqual([
      ...['ltr', 'rtl', 'rtl', 'rtl', 'rtl', 'rtl', 'ltr'],
    ]);
  });

  test('that has no words is refused with the words to add', () => {
    const [only, ...rest] = complaints({ [DE]: german('locale: sv\ntranslationOf: crm\n') });
    expect(rest).toEqual([]);
    expect(only).toMatch(
      /^site\/landing\/crm-de.yaml:1 {2}locale: there are no words for "sv".*words\.sv in site\/site\.yaml: checkFields, .* and [a-zA-Z]+\. Allowed: de, en, /,
    );
  });

  test('with its own words in site.yaml keeps their places', () => {
    const site = `${VALID['site/site.yaml']}words: { de: { says: sagt, optinal: x } }\n`;
    expect(complaints({ 'site/site.yaml': site })).toEqual([
      expect.stringMatching(/words\.de\.optinal: is not a key here.*Did you mean "optional"\?$/),
    ]);
    expect(complaints({ 'site/site.yaml': site.replace(', optinal: x', '') })).toEqual([
      'site/site.yaml:7  words.de.says: lacks {author}.',
    ]);
  });
});

describe('a translation', () => {
  test('names the original by its id or its path', () => {
    expect(complaints({ [DE]: german() })).toEqual([]);
    expect(complaints({ [DE]: german('locale: de\ntranslationOf: /crm/\n') })).toEqual([]);
    expect(complaints({ [DE]: german('locale: de\ntranslationOf: crn\n') })).toEqual([
      'site/landing/crm-de.yaml:2  translationOf: no landing is called "crn". Allowed: crm. Did you mean "crm"?',
    ]);
  });

  test('is no version of itself, of a translation, or in a language that is there', () => {
    const at = replaced(german('locale: de-AT\ntranslationOf: crm-de\n'), 'demo-de', 'demo-at');
    const said = complaints({
      [DE]: german(),
      'site/landing/crm-at.yaml': at.replaceAll('/de/', '/at/'),
    });
    expect(said).toEqual([
      'site/landing/crm-at.yaml:2  translationOf: crm-de is a translation itself: name the original, "crm".',
    ]);
    expect(complaints({ [DE]: german('locale: de\ntranslationOf: crm-de\n') })).toEqual([
      'site/landing/crm-de.yaml:2  translationOf: is the page itself.',
    ]);
    expect(complaints({ [DE]: german('translationOf: crm\n') })).toEqual([
      'site/landing/crm-de.yaml:1  locale: site/landing/crm.yaml is in "en" already; versions of a page differ in language or region.',
    ]);
  });

  test('puts its locale and the messages of its forms into the catalog', () => {
    const compiled = compileProject({ [DE]: german() });
    const catalog = compiled.ok ? compiled.catalog : undefined;
    expect(catalog?.landings.map(({ path, locale }) => [path, locale])).toEqual([
      ['/de/crm/', 'de'],
      ['/crm/', 'en'],
    ]);
    expect(Object.keys(catalog?.formMessages ?? {})).toEqual(['en', 'de']);
  });

  test('and its original name each other, and the original for everybody else', () => {
    const pages = [
      { id: 'crm', path: '/crm/' },
      { id: 'crm-de', path: '/de/crm/', locale: 'de', translationOf: 'crm' },
      { id: 'crm-fr', path: '/fr/crm/', locale: 'fr', translationOf: '/crm/' },
      { id: 'crm-lift', path: '/crm/lift/', parent: '/crm/' },
      { id: 'offer', path: '/offer/' },
    ];
    const versions = [
      { hreflang: 'en', path: '/crm/' },
      { hreflang: 'de', path: '/de/crm/' },
      { hreflang: 'fr', path: '/fr/crm/' },
      { hreflang: 'x-default', path: '/crm/' },
    ];
    expect([...alternatesByPath(pages, 'en')]).toEqual([
      ['/crm/', versions],
      ['/de/crm/', versions],
      ['/fr/crm/', versions],
    ]);
  });
});

test('a page shows the legal links of its tag, else of its language, else those for all', () => {
  const legal = [
    { label: 'Privacy', href: '/privacy/' },
    { label: 'Datenschutz', href: '/de/datenschutz/', locale: 'de' },
    { label: 'Impressum', href: '/ch/impressum/', locale: 'de-CH' },
  ];
  const shown = (locale: string) => legalFor(legal, locale).map(({ label }) => label);
  expect(['en', 'de', 'de-AT', 'de-CH'].map(shown)).toEqual([
    ['Privacy'],
    ['Datenschutz'],
    ['Datenschutz'],
    ['Impressum'],
  ]);
});

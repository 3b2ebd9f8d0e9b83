import { PLACES, type Words } from '../../words/words.ts';
import { LANGUAGES, missingWords } from '../../words/words-of.ts';
import type { Definitions, Sourced } from '../catalog/definitions.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { type KeyPath, listText, type Problem, problemAt, type Source } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';
import { localeFault } from '../settings/locale.ts';
import type { Site } from '../settings/site.ts';

/** Languages that do not exist or lack words, and translations of pages that are none. */
export function checkLocales({
  site,
  landings,
  landingsIncomplete,
}: Definitions): readonly Problem[] {
  if (site === undefined) return [];
  return [
    ...siteProblems(site),
    ...landings.flatMap((landing) => [
      ...tagProblems(landing.source, ['locale'], landing.value.locale),
      ...wordProblems(landing, site.value),
      ...translationProblems(landing, { landings, landingsIncomplete }, site.value),
    ]),
  ];
}

function siteProblems({ source, value }: Sourced<Site>): readonly Problem[] {
  return [
    ...tagProblems(source, ['locale'], value.locale),
    ...lacking(source, ['locale'], value.locale, value),
    ...value.legal.flatMap(({ locale }, index) =>
      tagProblems(source, ['legal', index, 'locale'], locale),
    ),
    ...Object.entries(value.words).flatMap(([tag, words]) => [
      ...tagProblems(source, ['words', tag], tag),
      ...Object.entries(PLACES).flatMap(([key, place]) => {
        const word = words[key as keyof Words];
        return word === undefined || word.includes(place)
          ? []
          : [problemAt(source, ['words', tag, key], { wrong: `lacks ${place}` })];
      }),
    ]),
  ];
}

function tagProblems(source: Source, path: KeyPath, tag: string | undefined): readonly Problem[] {
  const fault = tag === undefined ? undefined : localeFault(tag);
  return fault === undefined ? [] : [problemAt(source, path, fault)];
}

function wordProblems({ source, value }: Sourced<Landing>, site: Site): readonly Problem[] {
  // The site's own language is complained of once, where it is set.
  if (value.locale === undefined || value.locale === site.locale) return [];
  return lacking(source, ['locale'], value.locale, site);
}

function lacking(source: Source, path: KeyPath, locale: string, site: Site): readonly Problem[] {
  if (localeFault(locale) !== undefined) return [];
  const missing = missingWords(locale, site.words);
  if (missing.length === 0) return [];
  const language = locale.split('-')[0] ?? locale;
  return [
    problemAt(source, path, {
      wrong: `there are no words for "${language}": buttons and messages would be English. Add them to words.${language} in site/site.yaml: ${listText(missing, 'and')}`,
      allowed: `${listText(LANGUAGES)}, and what site.yaml adds`,
    }),
  ];
}

function translationProblems(
  { source, value }: Sourced<Landing>,
  { landings, landingsIncomplete }: Pick<Definitions, 'landings' | 'landingsIncomplete'>,
  site: Site,
): readonly Problem[] {
  const { translationOf } = value;
  if (translationOf === undefined) return [];
  const is = (landing: Sourced<Landing>, name: string) =>
    landing.source.stem === name || landing.value.path === name;
  const complain = (wrong: string) => [problemAt(source, ['translationOf'], { wrong })];
  const original = landings.find((landing) => is(landing, translationOf));
  if (original === undefined) {
    if (landingsIncomplete) return [];
    const names = landings
      .filter((landing) => landing.source !== source && landing.value.translationOf === undefined)
      .map((landing) => landing.source.stem);
    return [
      problemAt(
        source,
        ['translationOf'],
        unknownWord(`no landing is called "${translationOf}"`, translationOf, names),
      ),
    ];
  }
  if (original.source === source) return complain('is the page itself');
  if (original.value.translationOf !== undefined) {
    return complain(
      `${original.source.stem} is a translation itself: name the original, "${original.value.translationOf}"`,
    );
  }
  const locale = value.locale ?? site.locale;
  const twin = landings.find(
    (other) =>
      other.source !== source &&
      (other === original || is(original, other.value.translationOf ?? '')) &&
      (other.value.locale ?? site.locale) === locale,
  );
  if (twin === undefined) return [];
  return [
    problemAt(source, ['locale'], {
      wrong: `${twin.source.file} is in "${locale}" already; versions of a page differ in language or region`,
    }),
  ];
}

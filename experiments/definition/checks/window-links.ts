import type { Window } from '../../contract/window.ts';
import { isOn } from '../catalog/build-pages.ts';
import type { Definitions, Known, Sourced } from '../catalog/definitions.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { type KeyPath, type Problem, problemAt } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';
import { timesOf } from '../sections/section-times.ts';
import { outlasts, windowOf, windowText } from '../time/window.ts';
import { linksOf } from './links-of.ts';
import { timedPlaces } from './windows.ts';

/**
 * What points at something that is not there all the time: a link to a section or page with a
 * window, an experiment that changes such a section. Warnings: it may be meant.
 */
export function checkWindowLinks(
  { landings, experiments, site }: Definitions,
  { timeZones }: Known,
): readonly Problem[] {
  if (site === undefined) return [];
  const zoned = landings
    .map((landing) => ({ ...landing, timeZone: landing.value.timeZone ?? site.value.timeZone }))
    .filter(({ timeZone }) => timeZones.includes(timeZone));
  const timed = zoned.filter(({ value, timeZone }) =>
    timedPlaces(value).some(({ times }) => windowOf(times, timeZone) !== null),
  );
  if (timed.length === 0) return [];
  return [
    ...timed.flatMap(sectionLinks),
    ...zoned.flatMap((landing) => pageLinks(landing, timed)),
    ...experiments.flatMap((experiment) =>
      timed.flatMap((one) => [...changed(experiment, one), ...shown(experiment, one)]),
    ),
  ];
}

type Zoned = Sourced<Landing> & { readonly timeZone: string };

function sectionLinks({ source, value, timeZone }: Zoned): readonly Problem[] {
  const windows = new Map(
    value.sections.map((section) => [`#${section.id}`, windowOf(timesOf(section), timeZone)]),
  );
  return linksOf(value).flatMap(({ path, href }) => {
    const target = windows.get(href) ?? null;
    if (target === null || !outlasts(windowAround(path, { source, value, timeZone }), target)) {
      return [];
    }
    return [
      problemAt(source, path, {
        level: 'warning',
        wrong: `leads to ${href}, which shows only ${windowText(target, timeZone)}; the link stays`,
      }),
    ];
  });
}

function pageLinks(from: Zoned, timed: readonly Zoned[]): readonly Problem[] {
  return linksOf(from.value).flatMap(({ path, href }) => {
    const target = timed.find(({ value }) => value.path === href.split(/[?#]/)[0]);
    const window = target && windowOf(target.value, target.timeZone);
    if (!target || !window || !outlasts(windowAround(path, from), window)) return [];
    return [
      problemAt(from.source, path, {
        level: 'warning',
        wrong: `leads to ${href}, which shows only ${windowText(window, target.timeZone)}; the link stays`,
      }),
    ];
  });
}

/** When a link shows: in its part's window, else its page's. */
function windowAround(path: KeyPath, { value, timeZone }: Zoned): Window | null {
  const places = timedPlaces(value).filter((place) =>
    place.path.every((key, index) => path[index] === key),
  );
  return places.reduce<Window | null>(
    (around, { times }) => windowOf(times, timeZone) ?? around,
    null,
  );
}

function changed(
  { source, value }: Sourced<Experiment>,
  { value: landing, timeZone }: Zoned,
): readonly Problem[] {
  if (value.status === 'ended' || !isOn(value, landing.path)) return [];
  return value.variants.flatMap(({ change }, index) =>
    Object.keys(change ?? {}).flatMap((key) => {
      const section = landing.sections.find(({ id }) => id === key.split('.')[0]);
      const window = section && windowOf(timesOf(section), timeZone);
      if (!window) return [];
      return [
        problemAt(source, ['variants', index, 'change', key], {
          level: 'warning',
          wrong: `changes ${landing.path}#${section.id}, which shows only ${windowText(window, timeZone)}; at other times the variants are alike there`,
        }),
      ];
    }),
  );
}

/** A page variant has the other landing's texts, not its window: it shows them at any time. */
function shown(
  { source, value }: Sourced<Experiment>,
  { value: landing, timeZone }: Zoned,
): readonly Problem[] {
  const window = windowOf(landing, timeZone);
  if (value.status === 'ended' || window === null) return [];
  return value.variants.flatMap(({ page }, index) =>
    page === landing.path
      ? [
          problemAt(source, ['variants', index, 'page'], {
            level: 'warning',
            wrong: `shows ${page}, which has its own address only ${windowText(window, timeZone)}; as a variant it shows at any time`,
          }),
        ]
      : [],
  );
}

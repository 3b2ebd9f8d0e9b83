import type { Definitions, Known, Sourced } from '../catalog/definitions.ts';
import { nearestPath } from '../catalog/pages.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { type KeyPath, listText, type Problem, problemAt, type Source } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';
import { timesOf } from '../sections/section-times.ts';
import { isDay, localText, placeMoment } from '../time/moment.ts';
import { type Times, windowOf } from '../time/window.ts';

/** Times that no clock shows, ends before beginnings, and what shows afterwards but does not exist. */
export function checkWindows(
  { landings, site, landingsIncomplete }: Definitions,
  { timeZones }: Known,
): readonly Problem[] {
  if (site === undefined) return [];
  return landings.flatMap((landing) => {
    const { source, value } = landing;
    const timeZone = value.timeZone ?? site.value.timeZone;
    if (!timeZones.includes(timeZone)) return zoneProblems(landing, timeZones);
    return [
      ...timedPlaces(value).flatMap(({ path, times }) =>
        timesProblems(times, { source, path, timeZone }),
      ),
      ...(landingsIncomplete ? [] : afterProblems(landing, landings)),
    ];
  });
}

/** Every part of a landing that may have a window, and the keys that lead to it. */
export function timedPlaces(
  landing: Landing,
): readonly { readonly path: KeyPath; readonly times: Times }[] {
  return [
    { path: [], times: landing },
    { path: ['announcement'], times: landing.announcement ?? {} },
    ...landing.sections.map((section, index) => ({
      path: ['sections', index],
      times: timesOf(section),
    })),
  ];
}

/** The site's own zone is checked with the site. */
function zoneProblems(
  { source, value }: Sourced<Landing>,
  timeZones: readonly string[],
): readonly Problem[] {
  if (value.timeZone === undefined) return [];
  const { nearest } = unknownWord('', value.timeZone, timeZones);
  return [
    problemAt(source, ['timeZone'], {
      wrong: `is "${value.timeZone}"`,
      allowed: 'an IANA time zone, for example Europe/Berlin',
      ...(nearest === undefined ? {} : { nearest }),
    }),
  ];
}

type Place = { readonly source: Source; readonly path: KeyPath; readonly timeZone: string };

function timesProblems(times: Times, { source, path, timeZone }: Place): readonly Problem[] {
  const skipped = (['from', 'until'] as const).flatMap((key) => {
    const text = times[key];
    if (text === undefined || isDay(text)) return [];
    const { at, exists } = placeMoment(text, timeZone);
    return exists
      ? []
      : [
          problemAt(source, [...path, key], {
            wrong: `is "${text}", which the clock in ${timeZone} skips when it is put forward`,
            allowed: 'a time that it shows',
            nearest: localText(at, timeZone),
          }),
        ];
  });
  const window = windowOf(times, timeZone);
  const { fromAt, untilAt } = window ?? { fromAt: null, untilAt: null };
  if (fromAt === null || untilAt === null || fromAt < untilAt) return skipped;
  const wrong = `is "${times.until}", not after from ("${times.from}"): it would never show`;
  return [...skipped, problemAt(source, [...path, 'until'], { wrong })];
}

function afterProblems(
  { source, value }: Sourced<Landing>,
  landings: Definitions['landings'],
): readonly Problem[] {
  if (value.after === undefined) return [];
  const paths = landings.map((landing) => landing.value.path);
  const others = paths.filter((path) => path !== value.path);
  const { show } = value.after;
  const at = (wrong: string, nearest?: string) => [
    problemAt(source, ['after', 'show'], {
      wrong,
      allowed: listText(others),
      ...(nearest === undefined ? {} : { nearest }),
    }),
  ];
  if (!paths.includes(show)) return at(`no landing is at ${show}`, nearestPath(show, others));
  if (show === value.path) return at('is the page itself');
  const seen = [value.path];
  for (let next: string | undefined = show; next !== undefined; ) {
    if (seen.includes(next)) return at(`leads back to ${next}: ${[...seen, next].join(' → ')}`);
    seen.push(next);
    const path: string = next;
    next = landings.find((landing) => landing.value.path === path)?.value.after?.show;
  }
  return [];
}

import type { CatalogLanding } from '../definition/catalog/catalog.ts';
import { type Problem, problemAt } from '../definition/faults/problem.ts';
import { windowText } from '../definition/time/window.ts';
import type { AdRow } from './ad-rows.ts';

/**
 * Ads that lead to a landing with a window: clicks outside it are paid for and see another page.
 * Warnings, in the order of the file.
 */
export function closedLandings(
  rows: readonly Pick<AdRow, 'line' | 'landing'>[],
  landings: readonly CatalogLanding[],
  { file, timeZone }: { readonly file: string; readonly timeZone: string },
): readonly Problem[] {
  return rows.flatMap(({ line, landing: path }) => {
    const window = landings.find((landing) => landing.path === path)?.window;
    if (window === undefined) return [];
    const source = { file, stem: '', value: undefined, lineOf: () => line };
    return [
      problemAt(source, ['landing'], {
        level: 'warning',
        wrong: `${path} shows only ${windowText(window, timeZone)}; let the ad run in that time`,
      }),
    ];
  });
}

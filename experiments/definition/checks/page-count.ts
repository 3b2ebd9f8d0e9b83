import { isOn } from '../catalog/build-pages.ts';
import type { Definitions } from '../catalog/definitions.ts';
import { combinationCount } from '../experiment/combination-count.ts';
import { type Problem, problemAt } from '../faults/problem.ts';

/**
 * Whether the site stays within its number of static pages. Counted before any of them is made, so
 * that a table pasted by mistake is answered with a sentence.
 */
export function checkPageCount({ site, landings, experiments }: Definitions): readonly Problem[] {
  if (site === undefined) return [];
  const most = site.value.maxPages;
  const running = experiments.filter(({ value }) => value.status === 'running');
  const counts = landings.map(({ source, value: landing }) => {
    const here = running.filter(({ value }) => isOn(value, landing.path));
    return { source, pages: combinationCount(here.map(({ value }) => value)) };
  });
  const pages = counts.reduce((sum, count) => sum + count.pages, 0);
  const last = counts.at(-1);
  if (pages <= most || last === undefined) return [];
  return [
    problemAt(last.source, [], {
      wrong: `the site would have ${pages} static pages: ${landings.length} landings and pages per ad group, in all combinations of running experiments`,
      allowed: `at most ${most} (maxPages in ${site.source.file}): leave pages out, narrow the pages of an experiment, or raise it`,
    }),
  ];
}

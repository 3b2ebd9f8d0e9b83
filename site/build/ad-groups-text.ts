import type { LandingOverview } from '#experiments/definition/catalog/overview.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { brokenLines, textTable } from './text-table.ts';

/** Most pages of a landing that are listed; the file has them all. */
const MOST_LISTED = 20;

/**
 * The pages per ad group of a landing: how each is picked and in how many combinations it is built,
 * and which experiments of the landing its visitors are not in. Empty where there are none. Lines
 * are broken at `width` columns.
 */
export function adGroupLines(
  landing: LandingOverview,
  pages: readonly LandingOverview[],
  width: number,
): readonly string[] {
  if (pages.length === 0) return [];
  const built = pages.reduce((sum, page) => sum + page.pages.length, 0);
  const rows = pages
    .slice(0, MOST_LISTED)
    .map((page) => [page.path, wayText(page.pickedBy), countText(page)]);
  const more = pages.length - MOST_LISTED;
  return [
    `  Pages per ad group: ${pages.length}, in ${built} static ${built === 1 ? 'page' : 'pages'}`,
    ...textTable(rows, width),
    ...(more > 0 ? [`    and ${more} more`] : []),
    ...leftOut(landing, pages).flatMap((sentence) =>
      brokenLines(sentence, width - 4).map((line) => `    ${line}`),
    ),
  ];
}

function wayText(pickedBy: LandingOverview['pickedBy']): string {
  if (pickedBy.length === 0) return 'at its own address only';
  return `by ${listText(pickedBy.map((parameters) => listText(parameters, 'and')))}`;
}

function countText({ pages, experiments }: LandingOverview): string {
  const names = experiments.filter(({ status }) => status === 'running').map(({ id }) => id);
  const count = pages.length === 1 ? '1 static page' : `${pages.length} static pages`;
  return names.length === 0 ? count : `${count}, in ${listText(names, 'and')}`;
}

/** Visitors of these pages leave an experiment that runs on the landing, unless it names them too. */
function leftOut(landing: LandingOverview, pages: readonly LandingOverview[]): readonly string[] {
  return landing.experiments
    .filter(({ status }) => status === 'running')
    .flatMap(({ id }) => {
      const without = pages.filter(({ experiments }) => !experiments.some((one) => one.id === id));
      const [first] = without;
      if (first === undefined) return [];
      const which = without.length === 1 ? first.path : `${without.length} of them`;
      return [
        `${id} does not run on ${which}: visitors whom they take from ${landing.path} are not in it`,
      ];
    });
}

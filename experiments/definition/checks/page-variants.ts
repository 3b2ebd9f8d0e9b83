import { isOn } from '../catalog/build-pages.ts';
import type { Definitions, Sourced } from '../catalog/definitions.ts';
import { nearestPath } from '../catalog/pages.ts';
import { changesContent } from '../experiment/combination.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { listText, type Problem, problemAt } from '../faults/problem.ts';

/** Pages as variants: that they exist, differ from the landing, and meet no other change there. */
export function checkPageVariants(definitions: Definitions): readonly Problem[] {
  const open = definitions.experiments.filter(({ value }) => value.status !== 'ended');
  return open.flatMap((experiment) => [
    ...checkTargets(experiment, definitions),
    ...checkCompany(experiment, definitions),
  ]);
}

function checkTargets(
  { source, value }: Sourced<Experiment>,
  { landings, landingsIncomplete }: Definitions,
): readonly Problem[] {
  const paths = landings.map((landing) => landing.value.path);
  return value.variants.flatMap(({ page }, index): readonly Problem[] => {
    if (page === undefined) return [];
    const place = ['variants', index, 'page'] as const;
    if (!paths.includes(page)) {
      if (landingsIncomplete) return [];
      const close = nearestPath(page, paths);
      return [
        problemAt(source, place, {
          wrong: `no landing is at ${page}`,
          allowed: listText(paths),
          ...(close === undefined ? {} : { nearest: close }),
        }),
      ];
    }
    return isOn(value, page)
      ? [
          problemAt(source, place, {
            wrong: `${page} is a page of this experiment, so it would be a variant of itself`,
            allowed: `a landing that ${listText(value.pages, 'and')} does not name`,
          }),
        ]
      : [];
  });
}

/**
 * A page variant replaces everything, so no other experiment can change something on it: together
 * they run only in one group, whose visitors are shared out among them, or where the other is an A/A.
 */
function checkCompany(
  { source, value }: Sourced<Experiment>,
  { landings, experiments }: Definitions,
): readonly Problem[] {
  const index = value.variants.findIndex(({ page }) => page !== undefined);
  const page = value.variants[index]?.page;
  if (page === undefined) return [];
  const seen = new Set<string>();
  return landings
    .filter((landing) => isOn(value, landing.value.path))
    .flatMap((landing) =>
      experiments
        .filter(({ value: other }) => other.id !== value.id && other.status !== 'ended')
        .filter(({ value: other }) => isOn(other, landing.value.path))
        .filter(({ value: other }) => value.group === undefined || other.group !== value.group)
        .flatMap((other): readonly Problem[] => {
          const changing = other.value.variants.filter(changesContent).length;
          if (changing === 0 || seen.has(other.value.id)) return [];
          // Two of them would report each other.
          if (other.value.variants.some((one) => one.page) && other.value.id > value.id) return [];
          seen.add(other.value.id);
          const own = value.variants.slice(1).filter(changesContent).length;
          const pages = value.variants.filter((one) => one.page !== undefined).length;
          const [a, b] = [own + 1, changing + 1];
          const both = value.status === 'running' && other.value.status === 'running';
          return [
            problemAt(source, ['variants', index, 'page'], {
              level: both ? 'error' : 'warning',
              wrong:
                `shows ${page} at ${landing.value.path}, which "${other.value.id}" changes (${other.source.file}:${other.source.lineOf(['pages'])}); ` +
                `of ${a} × ${b} = ${a * b} combinations, ${pages * changing} would show ${page} without that change, so two running experiments cannot be told apart there`,
              allowed:
                'end one of them, or give both the same group, so that they share no visitor',
            }),
          ];
        }),
    );
}

import type { Definitions } from '../catalog/definitions.ts';
import { nearestPath } from '../catalog/pages.ts';
import { type Fault, type KeyPath, listText, type Problem, problemAt } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';

/**
 * Pages that name a parent: it must be a landing of its own, search engines hear of it alone, and a
 * form that it does not have needs thanks of its own.
 */
export function checkParents({ landings, landingsIncomplete }: Definitions): readonly Problem[] {
  const own = new Map(
    landings.flatMap(({ value }) => (value.parent === undefined ? [[value.path, value]] : [])),
  );
  return landings.flatMap(({ source, value }) => {
    if (value.parent === undefined) return [];
    const parent = own.get(value.parent);
    if (parent === undefined && landingsIncomplete) return [];
    const faults =
      parent === undefined
        ? [unknownParent(value.parent, [...own.keys()])]
        : faultsOf(value, parent);
    return faults.map(([path, fault]) => problemAt(source, path, fault));
  });
}

type Placed = readonly [KeyPath, Fault];

function unknownParent(parent: string, paths: readonly string[]): Placed {
  const close = nearestPath(parent, paths);
  return [
    ['parent'],
    {
      wrong: `no landing that could be a parent is at ${parent}`,
      allowed: listText(paths),
      ...(close === undefined ? {} : { nearest: close }),
    },
  ];
}

function faultsOf(page: Landing, parent: Landing): readonly Placed[] {
  const shared = parent.sections.flatMap((one) => (one.type === 'form' ? [one.form] : []));
  return [
    ...(page.index
      ? ([
          [
            ['index'],
            { wrong: `is true, but search engines are told ${parent.path}`, allowed: 'false' },
          ],
        ] satisfies Placed[])
      : []),
    ...page.sections.flatMap((section, index): readonly Placed[] =>
      section.type === 'form' && page.thanks === undefined && !shared.includes(section.form)
        ? [
            [
              ['sections', index, 'form'],
              {
                wrong: `"${section.form}" is no form of ${parent.path}, so it needs thanks here`,
                allowed: `a key thanks${shared.length > 0 ? `, or the form ${listText(shared)}` : ''}`,
              },
            ],
          ]
        : [],
    ),
  ];
}

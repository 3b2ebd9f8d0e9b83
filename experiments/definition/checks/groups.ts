import type { Definitions } from '../catalog/definitions.ts';
import { freeRanges, type RangeBp, widest } from '../experiment/free-ranges.ts';
import { type Fault, listText, type Problem, problemAt } from '../faults/problem.ts';

/**
 * Groups whose experiments could share a visitor: parts that overlap, are missing or empty. Ended
 * experiments have given their part back.
 */
export function checkGroups({ experiments }: Definitions): readonly Problem[] {
  const open = experiments.filter(({ value }) => value.status !== 'ended');
  return open.flatMap((experiment, index) => {
    const { source, value } = experiment;
    const { group, groupRangeBp } = value;
    if (group === undefined && groupRangeBp === undefined) return [];
    if (group === undefined) {
      return [
        problemAt(source, ['groupRangeBp'], { wrong: 'is part of no group: group is missing' }),
      ];
    }
    const others = open.filter((one) => one !== experiment && one.value.group === group);
    const taken = others.flatMap(({ value: { groupRangeBp: range } }) => (range ? [range] : []));
    const at = (wrong: string, more: Fault = room(group, taken)) =>
      problemAt(source, ['groupRangeBp'], { ...more, wrong });
    if (groupRangeBp === undefined) {
      return [at('is missing: it says which part of the group’s visitors this experiment takes')];
    }
    if (groupRangeBp[0] >= groupRangeBp[1]) {
      return [at(`is empty: ${rangeText(groupRangeBp)} holds nobody`)];
    }
    const earlier = open
      .slice(0, index)
      .find((one) => one.value.group === group && overlap(one.value.groupRangeBp, groupRangeBp));
    if (earlier === undefined) return [];
    const place = `${earlier.source.file}:${earlier.source.lineOf(['groupRangeBp'])}`;
    return [
      at(
        `${rangeText(groupRangeBp)} overlaps with ${rangeText(earlier.value.groupRangeBp)} of "${earlier.value.id}" (${place}), so that visitors would be in both`,
      ),
    ];
  });
}

/** The line that puts an experiment into a part of its group. */
export function rangeLine([from, until]: RangeBp): string {
  return `groupRangeBp: [${from}, ${until}]`;
}

function room(group: string, taken: readonly RangeBp[]): Pick<Fault, 'allowed' | 'wrong'> {
  const free = freeRanges(taken);
  const best = widest(free);
  const allowed =
    best === null
      ? `nothing is free of "${group}": end one of its experiments, or name another group`
      : `${listText(free.map(rangeText), 'and')} of "${group}" ${free.length === 1 ? 'is' : 'are'} free; paste ${rangeLine(best)}`;
  return { wrong: '', allowed };
}

function rangeText(range: RangeBp | undefined): string {
  return range === undefined ? '' : `${range[0]} to ${range[1]}`;
}

function overlap(a: RangeBp | undefined, b: RangeBp): boolean {
  return a !== undefined && a[0] < b[1] && b[0] < a[1];
}

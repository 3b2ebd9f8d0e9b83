import { groupPartSchema } from '#experiments/definition/experiment/experiment.ts';
import {
  freeRanges,
  type RangeBp,
  widest,
} from '#experiments/definition/experiment/free-ranges.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { idSchema } from '#experiments/definition/id.ts';
import { readPercent } from '../plan/numbers.ts';
import type { Field, Values } from './collect.ts';
import type { Project } from './project.ts';

/** What the first experiment of a group takes, so that there is room for a second. */
const FIRST_PART: RangeBp = [0, 5_000];

/** The options that put an experiment into a group: nobody is asked for them. */
export function groupFields(project: Project): readonly Field[] {
  return [
    {
      name: 'group',
      question: '',
      quiet: true,
      fallback: '',
      check: (group) => {
        const parsed = idSchema.safeParse(group);
        if (!parsed.success) {
          return `--group is "${group}": ${parsed.error.issues[0]?.message}, for example pricing.`;
        }
        return freePart(project, group) === null ? fullSentence(project, group) : null;
      },
    },
    {
      name: 'group-share',
      question: '',
      quiet: true,
      fallback: '',
      check: (text, found) => unusableShare(project, text, found),
    },
  ];
}

/** Group and part of a new experiment: the share that was typed, else half of a new group or all that is free together. */
export function groupPart(
  project: Project,
  values: Values,
): { readonly group: string; readonly groupRangeBp: RangeBp } | Record<string, never> {
  const [group] = values['group'] ?? [];
  if (group === undefined) return {};
  const free = freePart(project, group);
  if (free === null) throw new Error(`nothing is free of "${group}"`);
  const [typed] = values['group-share'] ?? [];
  const isNew = membersOf(project, group).length === 0;
  const share = typed === undefined ? undefined : shareBp(typed);
  if (share !== undefined) return { group, groupRangeBp: [free[0], free[0] + share] };
  return { group, groupRangeBp: isNew ? FIRST_PART : free };
}

/** The part for a copy of an experiment: the model's own where it is free, else as much elsewhere. */
export function copiedPart(project: Project, group: string, own: RangeBp): RangeBp {
  const free = freeRanges(takenOf(project, group));
  if (free.some(([from, until]) => from <= own[0] && own[1] <= until)) return own;
  const best = widest(free);
  if (best === null) return own;
  return [best[0], Math.min(best[1], best[0] + own[1] - own[0])];
}

type Member = { readonly id: string; readonly range: RangeBp };

/** Experiments of a group that are not ended, readable or not. */
function membersOf({ sources }: Project, group: string): readonly Member[] {
  return sources.experiments.flatMap(({ stem, value }) => {
    const read = groupPartSchema.safeParse(value);
    if (!read.success || read.data.group !== group || read.data.status === 'ended') return [];
    return read.data.groupRangeBp ? [{ id: stem, range: read.data.groupRangeBp }] : [];
  });
}

function takenOf(project: Project, group: string): readonly RangeBp[] {
  return membersOf(project, group).map(({ range }) => range);
}

function freePart(project: Project, group: string): RangeBp | null {
  return widest(freeRanges(takenOf(project, group)));
}

function fullSentence(project: Project, group: string): string {
  const parts = membersOf(project, group).map(({ id, range }) => `${id} has ${range.join(' to ')}`);
  return `--group ${group} is full: ${listText(parts, 'and')}. End one of them, or name another group.`;
}

function unusableShare(project: Project, text: string, found: Values): string | null {
  const [group] = found['group'] ?? [];
  if (group === undefined)
    return '--group-share is a share of --group: name the group, for example --group pricing.';
  const share = shareBp(text);
  const [from = 0, until = 0] = freePart(project, group) ?? [];
  if (!(share >= 1 && share <= 10_000)) {
    return `--group-share is "${text}": give a percentage above 0, for example --group-share 25%.`;
  }
  return share <= until - from
    ? null
    : `--group-share is "${text}": ${(until - from) / 100} % of "${group}" are free together, from ${from} to ${until}.`;
}

function shareBp(text: string): number {
  return Math.round((readPercent(text) ?? 0) * 10_000);
}

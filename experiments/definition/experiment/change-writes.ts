import type { KeyPath } from '../faults/problem.ts';
import type { Change } from './change.ts';
import { ADD_KEY } from './change-structure.ts';

/** A place of the page that a change writes to, and where in the change that is said. */
export type Write = {
  /** `hero.headline`, `voice.move`, or a whole section by its id: taken out or put in. */
  readonly place: string;
  readonly key: string;
  readonly rest: KeyPath;
};

/** Every place that a change writes to, in its own order. */
export function writesOf(change: Change | undefined): readonly Write[] {
  return Object.entries(change ?? {}).flatMap(([key, value]): readonly Write[] => {
    if (key !== ADD_KEY) return [{ place: key, key, rest: [] }];
    const entries = Array.isArray(value) ? value : [];
    return entries.flatMap((entry: { section?: { id?: unknown } } | null, index) =>
      typeof entry?.section?.id === 'string'
        ? [{ place: entry.section.id, key, rest: [index, 'section', 'id'] }]
        : [],
    );
  });
}

/** Whether two places are one, or one lies in the other: `hero.action` and `hero.action.label`. */
export function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

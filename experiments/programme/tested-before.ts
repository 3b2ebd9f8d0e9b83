import { overlaps, writesOf } from '../definition/experiment/change-writes.ts';
import type { Experiment } from '../definition/experiment/experiment.ts';

/** What of an experiment says where it writes. */
export type Placed = Pick<Experiment, 'id' | 'title' | 'status' | 'variants'> & {
  readonly landings: readonly string[];
  readonly learned?: string | undefined;
};

/** An earlier experiment that changed the place which a draft would change. */
export type TestedBefore = {
  readonly id: string;
  readonly title: string;
  readonly status: 'running' | 'ended';
  /** Landings that both are on. */
  readonly landings: readonly string[];
  /** `key`: one place or one inside the other; `section`: another text of the same section. */
  readonly same: 'key' | 'section';
  /** Places of the draft, `hero.headline`, and what the earlier one changed there. */
  readonly places: readonly string[];
  readonly theirs: readonly string[];
  /** What the earlier one taught; null when nobody wrote it down. */
  readonly learned: string | null;
};

/**
 * Running and ended experiments that changed the same section of a landing of the draft: those of
 * the same key first. What only a component draws has no key, and is not found.
 */
export function testedBefore(draft: Placed, all: readonly Placed[]): readonly TestedBefore[] {
  const found = all.flatMap((other): readonly TestedBefore[] => {
    const { id, title, status } = other;
    const landings = other.landings.filter((path) => draft.landings.includes(path));
    if (id === draft.id || status === 'draft' || landings.length === 0) return [];
    const own = placesOf(draft);
    const theirs = placesOf(other);
    const about = { id, title, status, landings, learned: other.learned ?? null };
    for (const same of ['key', 'section'] as const) {
      const meets = same === 'key' ? overlaps : inOneSection;
      const places = own.filter((place) => theirs.some((their) => meets(place, their)));
      const met = theirs.filter((their) => own.some((place) => meets(place, their)));
      if (places.length > 0) return [{ ...about, same, places, theirs: met }];
    }
    return [];
  });
  return [...found].sort((a, b) => (a.same === b.same ? 0 : a.same === 'key' ? -1 : 1));
}

/** “crm-cost” (ended) changed hero.headline here too: what it taught. */
export function testedSentence({ id, status, same, theirs, learned }: TestedBefore): string {
  const verb = status === 'ended' ? 'changed' : 'changes';
  const where = same === 'key' ? 'here too' : 'in the same section';
  const lesson = learned === null ? '' : ` It taught: ${learned}`;
  return `“${id}” (${status}) ${verb} ${theirs.join(', ')} ${where}.${lesson}`;
}

function placesOf({ variants }: Placed): readonly string[] {
  return [...new Set(variants.flatMap(({ change }) => writesOf(change).map(({ place }) => place)))];
}

function inOneSection(a: string, b: string): boolean {
  return a.split('.')[0] === b.split('.')[0];
}

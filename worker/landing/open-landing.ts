import { isOpen } from '#experiments/contract/window.ts';
import type { CatalogLanding } from '#experiments/definition/catalog/catalog.ts';

/** What an address shows at a moment: a landing, nothing yet, or that it is over. */
export type Shown =
  | { readonly state: 'open'; readonly landing: CatalogLanding }
  | { readonly state: 'not-yet' | 'ended' };

/**
 * The landing whose turn it is at an address, at `at` in epoch milliseconds: its own, or where it
 * is over the one that its file names for afterwards, and so on.
 */
export function openLanding(
  landing: CatalogLanding,
  landings: ReadonlyMap<string, CatalogLanding>,
  at: number,
): Shown {
  let turn = landing;
  // The build refuses circles; each landing has at most one turn.
  for (let turns = 0; turns <= landings.size; turns++) {
    if (isShown(turn, at)) return { state: 'open', landing: turn };
    const begins = turn.window?.fromAt ?? at;
    if (at < begins) return { state: turn === landing ? 'not-yet' : 'ended' };
    const next = turn.after === undefined ? undefined : landings.get(turn.after);
    if (!next) return { state: 'ended' };
    turn = next;
  }
  return { state: 'ended' };
}

/** Whether a landing has no window, or its window is open. */
export function isShown({ window }: CatalogLanding, at: number): boolean {
  return window === undefined || isOpen(window, at);
}

import type { ConsentMode } from '../definition/site.ts';

/** What one count stands for: a recognised visitor, or a page view where nobody is recognised. */
export type Unit = 'visitor' | 'view';

/** What a consent mode counts: in strict mode a page view, for nobody is recognised. */
export function unitOfMode(mode: ConsentMode): Unit {
  return mode === 'strict' ? 'view' : 'visitor';
}

/**
 * The unit that the counts share. `mixed` when some exposures count visitors and others views:
 * such numbers cannot be added. Null before the first exposure.
 */
export function unitOf(modes: readonly ConsentMode[]): Unit | 'mixed' | null {
  const units = new Set(modes.map(unitOfMode));
  if (units.size > 1) return 'mixed';
  return [...units][0] ?? null;
}

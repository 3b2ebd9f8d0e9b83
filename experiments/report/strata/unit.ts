import type { ConsentMode } from '../../definition/settings/site.ts';

/**
 * What one count stands for: a recognised visitor, a visitor who can be told again on one day only, or
 * a page view where nobody is recognised.
 */
export type Unit = 'visitor' | 'day' | 'view';

/** What a consent mode counts: in strict mode a page view, for nobody is recognised. */
export function unitOfMode(mode: ConsentMode): Unit {
  if (mode === 'cookieless') return 'day';
  return mode === 'strict' ? 'view' : 'visitor';
}

/** What people call a unit: one, several, and over a column. Null, before the first: visitors. */
export function unitWords(unit: Unit | null): UnitWords {
  return WORDS[unit ?? 'visitor'];
}

type UnitWords = { readonly one: string; readonly many: string; readonly title: string };

const WORDS: Readonly<Record<Unit, UnitWords>> = {
  visitor: { one: 'visitor', many: 'visitors', title: 'Visitors' },
  day: { one: 'daily visitor', many: 'daily visitors', title: 'Daily visitors' },
  view: { one: 'page view', many: 'page views', title: 'Page views' },
};

/**
 * The unit that the counts share. `mixed` when some exposures count otherwise than others:
 * such numbers cannot be added. Null before the first exposure.
 */
export function unitOf(modes: readonly ConsentMode[]): Unit | 'mixed' | null {
  const units = new Set(modes.map(unitOfMode));
  if (units.size > 1) return 'mixed';
  return [...units][0] ?? null;
}

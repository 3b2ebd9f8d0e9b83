import type { ConsentMode } from '../../definition/settings/site.ts';
import type { UnitCount } from '../counts/counts.ts';
import { type Unit, unitOfMode } from './unit.ts';

/**
 * What is counted in other units than the one that is judged, the most of them first; a unit with
 * bots alone is none.
 */
export function unitsApart(
  exposures: readonly { readonly mode: ConsentMode; readonly visitors: number }[],
  judged: Unit | null,
): readonly UnitCount[] {
  const counts = new Map<Unit, number>();
  for (const { mode, visitors } of exposures) {
    const unit = unitOfMode(mode);
    if (unit !== judged) counts.set(unit, (counts.get(unit) ?? 0) + visitors);
  }
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => ({ unit, count }))
    .sort((a, b) => b.count - a.count);
}

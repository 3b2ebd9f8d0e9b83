import type { ConsentMode, Site } from '../definition/site.ts';
import { addDays } from './civil-day.ts';
import { type Unit, unitOfMode } from './unit.ts';

/** No verdict falls within it, so that none is ever taken in two units. */
const FIRST_DAYS = 7;

/**
 * What an experiment counts where consent recognises some visitors and not others: the two are never
 * added. `asked`: `consent.unit` of site.yaml; `most` is whichever there were more of in the first
 * seven days, visitors at a tie. The choice looks at no outcome, and does not move after those days.
 * Null before the first exposure.
 */
export function judgedUnit(
  exposures: readonly {
    readonly mode: ConsentMode;
    /** Site day. */
    readonly day: string;
    readonly visitors: number;
  }[],
  asked: Site['consent']['unit'],
): Unit | null {
  const units = [...new Set(exposures.map(({ mode }) => unitOfMode(mode)))];
  const [only] = units;
  if (only === undefined) return null;
  if (units.length === 1) return only;
  if (asked !== 'most') return asked;
  const first = exposures.reduce((day, row) => (row.day < day ? row.day : day), '9999-12-31');
  const until = addDays(first, FIRST_DAYS);
  const balance = exposures
    .filter(({ day }) => day < until)
    .reduce(
      (sum, { mode, visitors }) => sum + (unitOfMode(mode) === 'view' ? -visitors : visitors),
      0,
    );
  return balance < 0 ? 'view' : 'visitor';
}

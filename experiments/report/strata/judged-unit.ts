import type { ConsentMode, Site } from '../../definition/settings/site.ts';
import { addDays } from '../decision/civil-day.ts';
import { type Unit, unitOfMode } from './unit.ts';

/** No verdict falls within it, so that none is ever taken in two units. */
const FIRST_DAYS = 7;

/**
 * What an experiment counts where consent recognises some visitors and not others: they are never
 * added. `asked`: `consent.unit` of site.yaml, where there are any; `most` is whichever there were most
 * of in the first seven days, visitors before those of a day before views at a tie. The choice looks at no outcome, and does not move after those days.
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
  const units = new Set(exposures.map(({ mode }) => unitOfMode(mode)));
  const [first, ...others] = BY_RANK.filter((unit) => units.has(unit));
  if (first === undefined) return null;
  if (asked !== 'most' && units.has(asked)) return asked;
  const began = exposures.reduce((day, row) => (row.day < day ? row.day : day), '9999-12-31');
  const until = addDays(began, FIRST_DAYS);
  const early = exposures.filter(({ day }) => day < until);
  const countOf = (unit: Unit) =>
    early.reduce((sum, row) => sum + (unitOfMode(row.mode) === unit ? row.visitors : 0), 0);
  return others.reduce((most, unit) => (countOf(unit) > countOf(most) ? unit : most), first);
}

/** At a tie the one that can be told again for longest. */
const BY_RANK: readonly Unit[] = ['visitor', 'day', 'view'];

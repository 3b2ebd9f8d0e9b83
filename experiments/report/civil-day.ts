/** A day of the proleptic Gregorian calendar, `2026-11-23`. */
const CIVIL_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Days from the first to the last, both included: one for the same day.
 * Site days are compared as calendar days, so a day of 23 or 25 hours is one day.
 * @throws RangeError when a text is no civil day
 */
export function daysSpanned(first: string, last: string): number {
  return dayNumber(last) - dayNumber(first) + 1;
}

/** Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil). */
function dayNumber(day: string): number {
  const match = CIVIL_DAY.exec(day);
  if (match === null) throw new RangeError(`"${day}" is no civil day such as 2026-11-23`);
  const month = Number(match[2]);
  const year = Number(match[1]) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(match[3]) - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

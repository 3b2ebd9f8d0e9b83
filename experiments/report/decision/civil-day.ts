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

/** The day that many days later; earlier with a negative number. */
export function addDays(day: string, days: number): string {
  return dayOfNumber(dayNumber(day) + days);
}

/** Day of the week as ISO 8601 counts: 1 is Monday, 7 Sunday. */
export function weekdayOf(day: string): number {
  // 1970-01-01 was a Thursday.
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** Whether a text is a day that exists: `2026-02-30` does not. */
export function isCivilDay(text: string): boolean {
  return CIVIL_DAY.test(text) && dayOfNumber(dayNumber(text)) === text;
}

/**
 * Days since 1970-01-01.
 * Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
 * @throws RangeError when the text is no civil day
 */
export function dayNumber(day: string): number {
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

/** The inverse; civil_from_days of the same source. */
function dayOfNumber(number: number): string {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

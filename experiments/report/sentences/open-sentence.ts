import type { Verdict } from '../../contract/decision.ts';
import { addDays } from '../decision/civil-day.ts';
import { isLate } from '../decision/late.ts';
import { armOfLook, primaryOf, type Telling, treatmentRange } from '../decision/telling.ts';
import { FEW_CONVERSIONS, LONG_WAIT_DAYS, MIN_BUYERS } from '../decision/thresholds.ts';

/** "No decision yet: “b” anywhere from −12.0 % to +31.0 %. 3,420 of 14,000 planned visitors …" */
export function openSentence(
  { daysLeft }: Extract<Verdict, { kind: 'undecided' }>,
  telling: Telling,
): string {
  const long = isLong(daysLeft) ? ` ${TOO_FEW}` : '';
  const young = tooYoung(telling);
  if (young !== null) return young;
  const early = tooEarly(telling);
  if (early !== null) return `${early}${long && progress(daysLeft, telling)}${long}`;
  const { look, words } = telling;
  const each = look.treatments.map((treatment) => treatmentRange(treatment, words)).join('; ');
  return `No decision yet: ${each}.${progress(daysLeft, telling)}${long}`;
}

const TOO_FEW = 'Too few visitors for this question: ask for a larger effect, or bring more.';

/** Whether a wait is one that nobody should begin. */
export function isLong(daysLeft: number | null): boolean {
  return daysLeft !== null && daysLeft > LONG_WAIT_DAYS;
}

/** Until when nobody has had the time that a late primary metric takes; else null. */
function tooYoung({ look, ...telling }: Telling): string | null {
  const metric = primaryOf({ look, ...telling });
  const lifts = look.treatments.map(
    ({ comparisons }) => comparisons.find(({ role }) => role === 'primary')?.lift,
  );
  if (!metric || look.firstDay === null) return null;
  if (!lifts.every((lift) => lift && !lift.ok && lift.reason === 'windows-open')) return null;
  const { words } = telling;
  const over = addDays(look.firstDay, Math.ceil(metric.windowDays) + 1);
  return `Too early to judge: “${metric.label}” may come within ${words.count(metric.windowDays)} days, and nobody has had them before ${words.calendarDay(over)}. Whoever is merely slower would look worse until then.`;
}

/** The variant with the fewest conversions, when that is too few to say much; else null. */
function tooEarly(telling: Telling): string | null {
  const { look, words } = telling;
  const metric = primaryOf(telling);
  if (metric === undefined) return null;
  const needed = metric.type === 'mean' ? MIN_BUYERS : FEW_CONVERSIONS;
  const [fewest] = look.variants
    .map((variant, column) => ({ variant, ...armOfLook(look, metric.id, column) }))
    .sort((a, b) => a.converted - b.converted);
  if (!fewest || fewest.converted >= needed) return null;
  const count = fewest.converted === 0 ? 'none' : words.count(fewest.converted);
  const what = metric.type === 'mean' ? 'visitors with a value' : 'conversions';
  return `Too early: “${fewest.variant}” has ${count} of the first ${needed} ${what} that every variant needs.`;
}

/** How far the planned size is, for the treatment with the fewest visitors beside control. */
function progress(daysLeft: number | null, telling: Telling): string {
  const { look, words } = telling;
  const { plannedVisitors } = look;
  if (plannedVisitors === null) return '';
  const visitors = look.variants.map((_, column) => armOfLook(look, '', column).visitors);
  const pair = (visitors[0] ?? 0) + Math.min(...visitors.slice(1));
  const own = primaryOf(telling);
  if (own && isLate(own)) return lateProgress(pair, telling);
  if (pair >= plannedVisitors) {
    return ` The planned ${words.count(plannedVisitors)} visitors are in; an effect of the planned size has not shown.`;
  }
  const soFar = ` ${words.count(pair)} of ${words.count(plannedVisitors)} planned visitors are in`;
  if (daysLeft === null) return `${soFar}.`;
  const days = daysLeft === 1 ? 'day' : 'days';
  return `${soFar}: about ${words.count(daysLeft)} more ${days} at the present pace.`;
}

/** How many of the visitors have had the time that a late primary metric takes. */
function lateProgress(pair: number, telling: Telling): string {
  const { look, words } = telling;
  const metric = primaryOf(telling);
  if (!metric) return '';
  const closed = look.variants.map((_, column) => armOfLook(look, metric.id, column).visitors);
  const had = (closed[0] ?? 0) + Math.min(...closed.slice(1));
  return ` ${words.count(pair)} of ${words.count(look.plannedVisitors ?? 0)} planned visitors are in; ${words.count(had)} of them have had their ${words.count(metric.windowDays)} days, and only those are compared.`;
}

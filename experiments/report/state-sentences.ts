import type { Srm } from '../contract/report.ts';
import type { Metric } from '../definition/metric.ts';
import type { NumberWords } from './number-words.ts';
import { type Evidence, type Limits, primaryCell, type Reading } from './readings.ts';
import { FEW_CONVERSIONS, WHOLE_WEEKS_DAYS } from './thresholds.ts';

/** What a sentence is told from. */
export type Telling = {
  readonly evidence: Evidence;
  readonly metric: Metric | undefined;
  readonly words: NumberWords;
};

/** "“b” is better: at least +3.1 % (at most +22.0 %). … Plan with the low end." */
export function betterSentence(readings: readonly Reading[], telling: Telling): string {
  const winners = readings.filter(({ kind }) => kind === 'better');
  const [winner] = winners;
  const gain = winners.length === 1 && winner ? perThousand(winner.variant, telling) : '';
  return `${leaders(winners, 'better', telling)}.${gain} Plan with the low end.`;
}

/** The same lead before two whole weeks: no call to ship. */
export function aheadSentence(readings: readonly Reading[], telling: Telling): string {
  const winners = readings.filter(({ kind }) => kind === 'better');
  const days = telling.evidence.days ?? 0;
  const soFar = days === 1 ? 'one day is' : `${telling.words.count(days)} days are`;
  return `${leaders(winners, 'ahead', telling)}, but only ${soFar} in: wait for ${WHOLE_WEEKS_DAYS} days, two whole weeks, before you decide.`;
}

export function worseSentence(readings: readonly Reading[], telling: Telling): string {
  const each = readings.map((reading) => rangeOf(reading, telling.words)).join('; ');
  return readings.length === 1
    ? `Worse than control: ${each}. Control stays.`
    : `All treatments are worse than control: ${each}. Control stays.`;
}

export function flatSentence(equivalence: number, { words }: Telling): string {
  return `Effects beyond ±${words.lift(equivalence).slice(1)} are ruled out; choose on cost.`;
}

export function tooEarlySentence({ evidence, words }: Telling): string {
  const fewest = evidence.variants.reduce((least, variant) =>
    converted(variant) < converted(least) ? variant : least,
  );
  const count = converted(fewest) === 0 ? 'none' : words.count(converted(fewest));
  return `Too early: “${fewest.variant}” has ${count} of the first ${FEW_CONVERSIONS} conversions that every variant needs.`;
}

/** "No decision yet: “b” anywhere from −12.0 % to +31.0 %. 3,420 of 14,000 planned visitors …" */
export function openSentence(readings: readonly Reading[], telling: Telling): string {
  const each = readings.map((reading) => rangeOf(reading, telling.words)).join('; ');
  return `No decision yet: ${each}.${progress(telling)}`;
}

/** "Do not read: the split is 53/47 where 50/50 was planned." */
export function splitSentence(srm: Srm, { words }: Telling): string {
  const shares = (values: readonly number[]) => values.map(words.share).join('/');
  return `Do not read: the split is ${shares(srm.observedShares)} where ${shares(srm.plannedShares)} was planned, so visitors are being lost on one side.`;
}

function leaders(winners: readonly Reading[], what: string, { words }: Telling): string {
  const each = winners.flatMap((winner) =>
    winner.kind === 'unread'
      ? []
      : [`“${winner.variant}” is ${what}: ${leastOf(winner.limits, words)}`],
  );
  return each.join('; ');
}

/** The limit next to 0 first: that is what may be promised. */
function leastOf({ lower, upper }: Limits, words: NumberWords): string {
  const positive = (lower ?? -1) > 0;
  const negative = (upper ?? 1) < 0;
  // Holm can decide where the joint interval still touches 0: then no size is promised.
  if (!positive && !negative) return `its size is open (${range({ lower, upper }, words)})`;
  const [least, most] = positive ? [lower, upper] : [upper, lower ?? -1];
  const limit = most === null ? 'without an upper limit' : `at most ${words.lift(most)}`;
  return `at least ${words.lift(least ?? 0)} (${limit})`;
}

function rangeOf(reading: Reading, words: NumberWords): string {
  if (reading.kind === 'unread') return `“${reading.variant}” cannot be read yet`;
  const verb = reading.kind === 'open' ? 'anywhere from ' : '';
  return `“${reading.variant}” ${verb}${range(reading.limits, words)}`;
}

function range({ lower, upper }: Limits, words: NumberWords): string {
  const from = words.lift(lower ?? -1);
  return upper === null ? `${from} upwards, without a limit` : `${from} to ${words.lift(upper)}`;
}

/** " Demo requests per 1,000 visitors: 32.0 → 36.1." Only said once a decision stands. */
function perThousand(variantId: string, { evidence, metric, words }: Telling): string {
  const rates = [
    evidence.variants[0],
    evidence.variants.find(({ variant }) => variant === variantId),
  ]
    .map((variant) => (variant ? primaryCell(variant.metrics)?.rate : undefined))
    .map((rate) => (rate?.ok ? rate.estimate : null));
  const [before, after] = rates;
  if (before == null || after == null) return '';
  const label = metric?.label ?? 'Conversions';
  const units = evidence.unit === 'view' ? 'page views' : 'visitors';
  return ` ${label} per ${words.count(1_000)} ${units}: ${words.perThousand(before)} → ${words.perThousand(after)}.`;
}

/** How far the planned size is, for the treatment with the fewest visitors beside control. */
function progress({ evidence, words }: Telling): string {
  const { plannedVisitors } = evidence.experiment;
  const [control, ...treatments] = evidence.variants.map(({ visitors }) => visitors);
  if (plannedVisitors === null || control === undefined || treatments.length === 0) return '';
  const pair = control + Math.min(...treatments);
  if (pair >= plannedVisitors) {
    return ` The planned ${words.count(plannedVisitors)} visitors are in; an effect of the planned size has not shown.`;
  }
  const soFar = ` ${words.count(pair)} of ${words.count(plannedVisitors)} planned visitors are in`;
  const { days } = evidence;
  if (days === null || days < 2 || pair === 0) return `${soFar}.`;
  const left = Math.ceil(((plannedVisitors - pair) * days) / pair);
  return `${soFar}: about ${words.count(left)} more ${left === 1 ? 'day' : 'days'} at this pace.`;
}

function converted(variant: Evidence['variants'][number]): number {
  return primaryCell(variant.metrics)?.converted ?? 0;
}

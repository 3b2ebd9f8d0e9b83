import type { Plan } from './plan-of.ts';
import type { PlanWords } from './plan-words.ts';
import type { Reach } from './reach.ts';

/** A plan in words for the person who has to wait for it. */
export type PlanSentences = {
  /** The answer: how long, how many, for what; or that it takes too long, and what to do. */
  readonly answer: string;
  /** What looking daily costs, and what it gives. */
  readonly price: string;
  /** When one week or less would do, why it says two; else null. */
  readonly twoWeeks: string | null;
};

/** Longer than this and people stop waiting. */
const LONGEST_WEEKS = 8;
/** From here on years are easier to picture than weeks. */
const COUNTED_WEEKS = 104;

/** The sentences of a plan. */
export function planSentences(plan: Plan, words: PlanWords): PlanSentences {
  const slow = plan.alwaysValid.weeks > LONGEST_WEEKS;
  const short = plan.alwaysValid.days <= 7;
  return {
    answer: slow ? slowAnswer(plan, words) : quickAnswer(plan, words),
    price: priceSentence(plan, words),
    twoWeeks: short
      ? `The visitors are in after ${days(plan.alwaysValid.days, words)}; two whole weeks let every weekday count the same.`
      : null,
  };
}

/** "a lift of 15 %" or "a drop of 15 %". */
export function changeWords(mde: number, words: PlanWords): string {
  return `a ${mde > 0 ? 'lift' : 'drop'} of ${words.percent(mde)}`;
}

/** "18 weeks", "more than 6 years". */
export function weeksWords(weeks: number, words: PlanWords): string {
  if (weeks <= COUNTED_WEEKS) return `${words.count(weeks)} weeks`;
  return `more than ${words.count(Math.floor((weeks * 7) / 365.25))} years`;
}

function quickAnswer({ question, alwaysValid }: Plan, words: PlanWords): string {
  const change = changeWords(question.mde, words);
  const found = `${words.percent(question.power)} of the time`;
  return (
    `Run it for ${weeksWords(alwaysValid.weeks, words)}: ${words.count(alwaysValid.total)} visitors ` +
    `find ${change} on a rate of ${words.percent(question.baseline)}, ${found}, however often you look.`
  );
}

function slowAnswer({ question, alwaysValid, perDay, reach }: Plan, words: PlanWords): string {
  const change = changeWords(question.mde, words);
  const needed = words.count(Math.ceil(alwaysValid.total / (7 * LONGEST_WEEKS)));
  const pace = `With ${words.count(perDay)} visitors a day ${change} takes ${weeksWords(alwaysValid.weeks, words)}`;
  return (
    `${pace}, and ${limit(reach.at(-1), words)}: pool pages (${needed} visitors a day would do), ` +
    'test a bolder change, or use an earlier metric.'
  );
}

function limit(longest: Reach | undefined, words: PlanWords): string {
  const weeks = weeksWords(longest?.weeks ?? LONGEST_WEEKS, words);
  return longest?.alwaysValid == null
    ? `this page cannot detect any change in ${weeks}`
    : `this page cannot detect less than ${words.atLeast(longest.alwaysValid)} in ${weeks}`;
}

function priceSentence(
  { question, oneLook, price, watched, nStar }: Plan,
  words: PlanWords,
): string {
  const change = `${question.mde > 0 ? '+' : '\u2212'}${words.percent(question.mde)}`;
  const sooner =
    watched.medianDay === null
      ? ''
      : ` half of the experiments with a true ${change} have it after ${days(watched.medianDay, words)}, and`;
  return (
    `An answer that you may look at daily needs ${words.times(price)} the visitors of one look at the ` +
    `end (${words.count(oneLook.total)}). In return you may stop on the day it decides:${sooner} ` +
    `${words.percent(Number(watched.power.toFixed(2)))} have it by ${words.count(nStar)} visitors of control and one treatment.`
  );
}

function days(count: number, words: PlanWords): string {
  return count === 1 ? 'one day' : `${words.count(count)} days`;
}

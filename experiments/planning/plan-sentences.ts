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
  /** With several treatments, that they share alpha; else null. */
  readonly shared: string | null;
};

/** Days before the report calls anything better. */
const FEWEST_DAYS = 14;
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
    shared: sharedSentence(plan, words),
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
  const change = changeWords(question.mde, words).replace(/^a/, 'A');
  const needed = words.count(Math.ceil(alwaysValid.total / (7 * LONGEST_WEEKS)));
  return (
    `${change} takes ${weeksWords(alwaysValid.weeks, words)} with ${words.count(perDay)} ${visitorsWords(question.share)} a day. ` +
    `${limit(reach.at(-1), words)}: pool pages, test a bolder change, or use an earlier metric. ` +
    `Pooled pages need ${needed} ${visitorsWords(question.share)} a day together for ${weeksWords(LONGEST_WEEKS, words)}.`
  );
}

/** Who counts: with an allocation or an audience not every visitor does. */
export function visitorsWords(share: number): string {
  return share < 1 ? 'participating visitors' : 'visitors';
}

function limit(longest: Reach | undefined, words: PlanWords): string {
  const weeks = weeksWords(longest?.weeks ?? LONGEST_WEEKS, words);
  return longest?.alwaysValid == null
    ? `This page cannot detect any change in ${weeks}`
    : `This page cannot detect less than ${words.atLeast(longest.alwaysValid)} in ${weeks}`;
}

function priceSentence(plan: Plan, words: PlanWords): string {
  const { oneLook, price, watched, nStar } = plan;
  return (
    `An answer that you may look at daily needs ${words.times(price)} the visitors of one look at the ` +
    `end (${words.count(oneLook.total)}). In return you may stop on the day it decides: ` +
    `${soonerWords(plan, words)}${words.percent(Number(watched.power.toFixed(2)))} have it ` +
    `by ${words.count(nStar)} visitors of control and one treatment.`
  );
}

/** When half of the experiments are over; the report itself waits for two whole weeks. */
function soonerWords({ question, watched }: Plan, words: PlanWords): string {
  if (watched.medianDay === null) return '';
  const change = `${question.mde > 0 ? '+' : '\u2212'}${words.percent(question.mde)}`;
  const when =
    watched.medianDay <= FEWEST_DAYS
      ? 'within the first two weeks'
      : `after ${days(watched.medianDay, words)}`;
  return `half of the experiments with a true ${change} have it ${when}, `;
}

function sharedSentence({ question, alphaEach }: Plan, words: PlanWords): string | null {
  const treatments = question.weights.length - 1;
  if (treatments < 2) return null;
  return `${words.count(treatments)} treatments share the ${words.percent(question.alpha)} chance of a false finding: each is compared with control at ${words.percent(alphaEach)}.`;
}

function days(count: number, words: PlanWords): string {
  return count === 1 ? 'one day' : `${words.count(count)} days`;
}

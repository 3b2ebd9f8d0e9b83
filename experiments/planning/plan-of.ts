import { alwaysValidSize, foundByLook } from './always-valid.ts';
import { oneLookSize } from './one-look.ts';
import { type Pair, pairOf } from './pair.ts';
import { type PlannedSize, plannedSize } from './planned-size.ts';
import { type PlanQuestion, type PlanRefusal, refusePlan, refuseQuestion } from './question.ts';
import { type Reach, reachIn } from './reach.ts';

/** The answer to a `PlanQuestion`. */
export type Plan = {
  readonly ok: true;
  readonly question: PlanQuestion;
  /** Rate of a treatment that is exactly `mde` away from the control. */
  readonly target: number;
  /** Error level of each comparison with control: alpha / (variants − 1). */
  readonly alphaEach: number;
  /** Visitors who take part per day. */
  readonly perDay: number;
  /** Read once, at the end, with a fixed-horizon test. */
  readonly oneLook: PlannedSize;
  /** Read daily, as the report does. */
  readonly alwaysValid: PlannedSize;
  /** What to freeze as `plan.visitors`: the pair of `alwaysValid`. */
  readonly nStar: number;
  /** Visitors of `alwaysValid` over those of `oneLook`. */
  readonly price: number;
  /** If the true change is the planned one and somebody looks every day. */
  readonly watched: {
    /** Chance that some day has found it when `nStar` visitors are in. */
    readonly power: number;
    /** First day by whose end half of such experiments have found it; null when none has. */
    readonly medianDay: number | null;
  };
  readonly reach: readonly Reach[];
};

/** Looks that are computed; longer experiments are looked at as often, further apart. */
const MOST_LOOKS = 365;

/**
 * Visitors and weeks that an experiment on a conversion rate needs, read once and read daily, and
 * the changes that 2, 4 and 8 weeks can show.
 *
 * Baseline 3 %, +15 %, 50/50, 80 % power, alpha 0.05: 24 193 visitors per variant at one look,
 * 46 412 when it is watched. Refusals: `PlanRefusalReason`.
 */
export function planOf(question: PlanQuestion): Plan | PlanRefusal {
  const refusal = refuseQuestion(question);
  if (refusal) return refusal;
  const pair = pairOf(question);
  const perDay = question.visitorsPerDay * question.share;
  const [once, watched] = [oneLookSize(pair), alwaysValidSize(pair)];
  const oneLook = plannedSize(question, pair, once);
  const alwaysValid = plannedSize(question, pair, watched);
  if (!oneLook || !alwaysValid) return refusePlan('too-many-visitors');
  return {
    ok: true,
    question,
    target: pair.treatmentRate,
    alphaEach: pair.alphaEach,
    perDay,
    oneLook,
    alwaysValid,
    nStar: alwaysValid.pair,
    price: watched / once,
    watched: watchedDaily(pair, alwaysValid),
    reach: reachIn(question, perDay),
  };
}

function watchedDaily(pair: Pair, { pair: planned, days }: PlannedSize): Plan['watched'] {
  const looks = Math.min(days, MOST_LOOKS);
  const found = foundByLook(pair, { planned, looks });
  const half = found.findIndex((chance) => chance >= 0.5);
  return {
    power: found.at(-1) ?? 0,
    medianDay: half < 0 ? null : Math.ceil(((half + 1) * days) / looks),
  };
}

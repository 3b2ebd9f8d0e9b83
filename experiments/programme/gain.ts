import type { Score } from '../definition/experiment/experiment.ts';

/**
 * Chance that a change has the effect its file hopes for, where its owner wrote none: the middle of
 * the success rates that large testing programmes published, from 8 % (Airbnb search) to 33 %
 * (Microsoft), 10 % at Booking.com, Google Ads and Netflix.
 * Source: R. Kohavi, A. Deng & L. Vermeer, "A/B Testing Intuition Busters", KDD 2022, table 2,
 * https://doi.org/10.1145/3534678.3539160
 */
export const USUAL_CHANCE = 0.1;

export type Gain = {
  /** In (0, 1]. */
  readonly chance: number;
  readonly chanceFrom: 'confidence' | 'usual';
  /** Further converted visitors a week that can be expected, per week of testing. */
  readonly perTestWeek: number;
};

/**
 * What a week of testing a draft can be expected to bring: weekly visitors × baseline rate × the
 * smallest change worth shipping × chance ÷ test weeks.
 *
 * 4,200 visitors a week, 3 %, +25 %, chance 40 %, 8 weeks: 4200 × 0.03 × 0.25 × 0.4 ÷ 8 = 1.575
 * converted visitors a week more, for each week of testing.
 */
export function gainOf(of: {
  readonly weeklyVisitors: number;
  readonly baseline: number;
  /** Relative change, without sign. */
  readonly atLeast: number;
  readonly weeks: number;
  readonly score: Score | undefined;
}): Gain {
  const { weeklyVisitors, baseline, atLeast, weeks, score } = of;
  const chance = score === undefined ? USUAL_CHANCE : score.confidence / 10;
  return {
    chance,
    chanceFrom: score === undefined ? 'usual' : 'confidence',
    perTestWeek: (weeklyVisitors * baseline * atLeast * chance) / weeks,
  };
}

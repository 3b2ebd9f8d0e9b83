import { peekingFalsePositiveRate } from '#experiments/stats/peeking.ts';
import { seeded } from '../random.ts';
import { ALPHA } from './definition.ts';
import { monteCarloError } from './gate.ts';
import { naiveSetting } from './settings/naive.ts';
import { studyHalf } from './study.ts';

/** How often the z test "wins" an A/A at so many looks: simulated here, and from theory. */
export type Control = {
  readonly looks: number;
  readonly simulated: number;
  readonly expected: number;
  readonly error: number;
  /** Within three Monte Carlo errors: else the simulator is broken, and no other row counts. */
  readonly sound: boolean;
};

/** The looks of the published table. */
export const CONTROL_LOOKS = [5, 20, 100] as const;

/**
 * The negative control: a rule that is known to err has to be seen erring, exactly as often as
 * theory says: 14.2 % at 5 looks, 24.8 % at 20, 37.4 % at 100.
 * Source: P. Armitage, C. K. McPherson & B. C. Rowe, J. R. Stat. Soc. A 132 (1969) 235, table 2
 */
export function naiveControl(
  looks: number,
  { repetitions, seed }: { readonly repetitions: number; readonly seed: string },
): Control {
  const random = seeded(`${seed}/naive-z/${looks}`);
  const { called } = studyHalf(naiveSetting(looks), [0, 0], { repetitions, random });
  const theory = peekingFalsePositiveRate(looks, ALPHA);
  if (!theory.ok) throw new Error(`There is no rate for ${looks} looks: ${theory.reason}.`);
  const expected = theory.falsePositiveRate;
  const error = monteCarloError(expected, repetitions);
  return {
    looks,
    simulated: called,
    expected,
    error,
    sound: Math.abs(called - expected) <= 3 * error,
  };
}

import { alwaysValidPower } from './always-valid.ts';
import { pairOf } from './pair.ts';
import type { Plan } from './plan-of.ts';

/**
 * Chance that the daily verdict has found the planned change when `visitors` of control and one
 * treatment are in, in an experiment whose plan was frozen at that number.
 */
export function plannedPower({ question }: Plan, visitors: number): number {
  return alwaysValidPower(pairOf(question), { visitors, planned: visitors });
}

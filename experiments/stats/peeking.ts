import { everCrossing } from './boundary-crossing.ts';
import { isAlpha } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/**
 * How often a healthy A/A experiment "wins" when an ordinary z test of level alpha is looked at
 * `looks` times, equally spaced: 5 % becomes 14.2 % at 5 looks, 24.8 % at 20, 37.4 % at 100.
 *
 * Refuses `invalid-alpha`, `invalid-plan` (looks not a whole number from 1 to 2 000).
 * Source: P. Armitage, C. K. McPherson & B. C. Rowe, J. R. Stat. Soc. A 132 (1969) 235, table 2,
 * https://doi.org/10.2307/2343787
 */
export function peekingFalsePositiveRate(
  looks: number,
  alpha: number,
): { readonly ok: true; readonly falsePositiveRate: number } | Refusal {
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  if (!Number.isInteger(looks) || looks < 1 || looks > 2000) return refuse('invalid-plan');
  if (looks === 1) return { ok: true, falsePositiveRate: alpha };
  const bound = -normalQuantile(alpha / 2);
  const plan = Array.from({ length: looks }, (_, i) => ({ information: i + 1, bound }));
  return { ok: true, falsePositiveRate: everCrossing(plan, 0) };
}

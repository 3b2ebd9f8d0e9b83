import { ALPHA } from './definition.ts';
import type { Half, Row } from './study.ts';

/** Standard error of a share that was seen in so many repetitions. */
export function monteCarloError(share: number, repetitions: number): number {
  return Math.sqrt((share * (1 - share)) / repetitions);
}

/** The largest share of errors that a rule of level 5 % may show: three standard errors more. */
export function allowedErrors(repetitions: number): number {
  return ALPHA + 3 * monteCarloError(ALPHA, repetitions);
}

/** Whether an A/A was called no more often than allowed. */
export function keepsLevel({ called, repetitions }: Half): boolean {
  return called <= allowedErrors(repetitions);
}

/** Whether the intervals at the end missed the truth no more often than allowed. */
export function coversTruth({ covered, repetitions }: Half): boolean {
  return 1 - covered <= allowedErrors(repetitions);
}

/** What a row does that it may not, in sentences; none when it keeps its promise. */
export function faultsOf({ aa, ab }: Row): readonly string[] {
  const allowed = `allowed are ${(allowedErrors(aa.repetitions) * 100).toFixed(1)} %`;
  return [
    ...(keepsLevel(aa) ? [] : [`  ← called ${(aa.called * 100).toFixed(1)} % of A/As, ${allowed}`]),
    ...(coversTruth(ab)
      ? []
      : [`  ← missed the planted lift in ${((1 - ab.covered) * 100).toFixed(1)} %, ${allowed}`]),
  ];
}

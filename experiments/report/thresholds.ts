/**
 * Conversions per variant below which the asymptotic sequence is not used: simulated false
 * positives stay at 0.5–2 % from 5 on, also with a 90/10 split; below, exact limits are given.
 */
export const FEW_CONVERSIONS = 5;

/**
 * Site days before a lead may be called better: two whole weeks, so that every weekday counts
 * the same.
 */
export const WHOLE_WEEKS_DAYS = 14;

/** A split this unlikely withholds the verdict. */
export const SRM_ALPHA = 0.01;

/** Weight of the prior in the sequential split test: its sd is 1.6 points at 50/50. */
export const SRM_CONCENTRATION = 1_000;

/*
 * Every number that a decision turns on. Those of the plan (alpha, visitors, equivalence, margins)
 * are in the definition; these hold for all experiments.
 */

/**
 * Conversions per variant below which the asymptotic sequence is not used: simulated false
 * positives stay at 0.5–2 % from 5 on, also with a 90/10 split; below, exact limits are given.
 */
export const FEW_CONVERSIONS = 5;

/** Visitors with a value that each side needs before a value per visitor is judged. */
export const MIN_BUYERS = 20;

/**
 * Whole weeks of visitors before a lead may be called better, so that every weekday counts the
 * same.
 */
export const WHOLE_WEEKS = 2;

/**
 * Share of the visitors who must have had their whole conversion window before a lead may be
 * called better: at least half. Until then early converters outweigh late ones.
 */
export const CLOSED_SHARE = 0.5;

/** Closed days over which the present pace is taken: whole weeks again. */
export const PACE_DAYS = 14;

/** A split this unlikely withholds the verdict. */
export const SRM_ALPHA = 0.01;

/** Weight of the prior in the sequential split test: its sd is 1.6 points at 50/50. */
export const SRM_CONCENTRATION = 1_000;

/*
 * Every number that a decision turns on. Those of the plan (alpha, visitors, equivalence, margins)
 * are in the definition; these hold for all experiments.
 */

/**
 * Conversions per variant below which the asymptotic sequence is not used: simulated false
 * positives stay at 0.5–2 % from 5 on, also with a 90/10 split; below, exact limits are given.
 */
export const FEW_CONVERSIONS = 5;

/**
 * Visitors that every variant needs on a landing for it to be compared by itself; below, the
 * landing is one of the "other landings" of its epoch.
 */
export const LANDING_VISITORS = 50;

/** Visitors that every variant needs of a value of a dimension for it to be shown by itself. */
export const CELL_VISITORS = 100;

/** Values of a dimension that are shown by themselves, those with the most visitors. */
export const CELLS_SHOWN = 50;

/** Share of the plan to which the intervals of single values are tuned, fixed beforehand. */
export const CELL_PLAN_SHARE = 0.1;

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

/**
 * Conversions of visitors whose window is over that an expectation of how late they come needs: the
 * limits of a share are then within 18 points.
 */
export const CLOSED_CONVERSIONS = 30;

/** Longer than half a year to the planned size: the report says that the question is too small. */
export const LONG_WAIT_DAYS = 180;

/** A split this unlikely withholds the verdict. */
export const SRM_ALPHA = 0.01;

/** Weight of the prior in the sequential split test: its sd is 1.6 points at 50/50. */
export const SRM_CONCENTRATION = 1_000;

/** Visitors seen in a second variant above which something mixes the variants. */
export const MULTI_SHARE = 0.01;

/** Variants whose pages fail, stay silent or err differently: alarm by p-value and by points. */
export const UNEQUAL_ALPHA = 0.001;
export const UNEQUAL_POINTS = 0.02;

/** Share of people's first views without an exposure that blocked scripts do not explain. */
export const SILENT_SHARE = 0.3;

/** Share of shown views that met a script error. */
export const ERROR_SHARE = 0.02;

/** An event that arrives this long after it happened is late, and the share that is too much. */
export const LATE_MS = 3_600_000;
export const LATE_SHARE = 0.05;

/** Share of conversions of people who were never seen. */
export const UNEXPOSED_SHARE = 0.02;

/** Share of everything received that was rejected. */
export const REJECTED_SHARE = 0.05;

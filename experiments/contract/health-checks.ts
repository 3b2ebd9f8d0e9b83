/**
 * What is checked of every experiment, in the order of the way from assignment to the statistics.
 * Without a schema, so that a browser can take it.
 */
export const HEALTH_CHECKS = [
  'split-assigned',
  'split-served',
  'split-exposed',
  'split-counted',
  'split-dimensions',
  'definitions',
  'unit',
  'failures',
  'silence',
  'errors',
  'drawn',
  'loaded',
  'multi',
  'unexposed',
  'late',
  'maturity',
  'ledger',
] as const;

/**
 * By what the visitors of an experiment can be told apart. All are known before assignment;
 * `visitor` is new or returning, `weekday` the day of the first exposure. Without a schema, so that
 * a browser can take it.
 */
export const DIMENSIONS = [
  'keyword',
  'creative',
  'campaign',
  'source',
  'landing',
  'device',
  'country',
  'visitor',
  'weekday',
] as const;

import * as z from 'zod';

/**
 * The address of another system, without a path at its end that requests bring themselves: https, or
 * plain http on this machine for a trial.
 */
export const serviceUrlSchema = z
  .url({ protocol: /^https?$/ })
  .regex(/^(?:https:|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:\/|$))/, 'an https address');

/** Name of a secret of the Worker: the file holds the name, `.dev.vars` or Cloudflare the value. */
export const secretNameSchema = z
  .string()
  .max(80)
  .regex(
    /^TRUELIFT_[A-Z0-9_]+$/,
    'the name of a secret, never the secret itself: TRUELIFT_ and capital letters',
  );

import * as z from 'zod';

/** Ids of experiments, variants, metrics, landings, sections and forms: kebab-case, at most 48 characters. */
export const idSchema = z
  .string()
  .max(48, 'at most 48 characters')
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'kebab-case: lower-case letters and digits joined by "-"',
  );

/** Shares of traffic in basis points: whole numbers from 0 to 10 000 (10 000 is everything). */
export const basisPointsSchema = z.int().min(0).max(10_000);

/** A public path: starts and ends with "/", no query, never below /_v, /_tl or /report. */
export const publicPathSchema = z
  .string()
  .max(200)
  .regex(/^\/(?:[a-z0-9][a-z0-9-]*\/)*$/, 'starts and ends with "/", lower-case, for example /crm/')
  .refine((path) => !path.startsWith('/report/'), 'paths below /report/ belong to the report');

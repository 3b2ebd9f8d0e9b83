import * as z from 'zod';
import { WEEKDAYS } from '../../assignment/weekday.ts';

/** A time of day in hours and minutes. */
const timeOfDaySchema = z
  .string()
  .regex(
    /^(?:[01]\d|2[0-3]):[0-5]\d$/,
    'a time of day in hours and minutes, from 00:00 to 23:59, for example 08:00',
  );
/** The end of a span of hours; 24:00 is midnight. */
const endOfSpanSchema = z
  .string()
  .regex(
    /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/,
    'a time of day in hours and minutes, from 00:00 to 24:00, for example 18:00',
  );

/**
 * Facts known before assignment that may limit who takes part: all keys must hold, and of a list one
 * entry. Without keys it is everybody. Whoever was in an audience once stays in it.
 */
export const audienceSchema = z.strictObject({
  /** Kinds of device. */
  device: z
    .array(z.enum(['mobile', 'tablet', 'desktop']))
    .min(1)
    .optional(),
  /** ISO 3166-1 alpha-2: DE. */
  country: z.array(z.string().min(1)).min(1).optional(),
  /** The language that the browser asks for first: `de` is every German, `en-GB` British English. */
  language: z.array(z.string().min(1)).min(1).optional(),
  /**
   * Allowed values by parameter of the address, `*` for any text, upper and lower case alike:
   * `utm_campaign: [search-de-*]`. Several parameters must all fit.
   */
  campaign: z
    .record(z.string().min(1).max(60), z.array(z.string().min(1).max(200)).min(1))
    .optional(),
  /** Whether the address carries an ad network's click id (gclid, fbclid, msclkid, …). */
  clickId: z.boolean().optional(),
  /** Whether the visitor has been on the site before. */
  returning: z.boolean().optional(),
  /** Days of the week. */
  days: z.array(z.enum(WEEKDAYS)).min(1).optional(),
  /**
   * From inclusive, until exclusive. May pass midnight: then the hours after it belong to the day
   * before, so that `days: [fri]` from 22:00 until 02:00 is the night to Saturday.
   */
  hours: z
    .strictObject({ from: timeOfDaySchema, until: endOfSpanSchema })
    .refine(({ from, until }) => from !== until, 'begin and end at the same time')
    .optional(),
  /** IANA zone of days and hours; the site's when it is missing. */
  timeZone: z.string().min(1).optional(),
});
export type Audience = z.infer<typeof audienceSchema>;

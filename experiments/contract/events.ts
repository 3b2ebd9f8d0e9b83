import * as z from 'zod';

/** Largest request body of `/_tl/events` and of a form, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;
/** Most events in one request. */
export const MAX_EVENTS = 50;
/** Longest query string kept with an arrival, in bytes; longer ones are cut by the client. */
export const MAX_QUERY_BYTES = 8 * 1024;

const at = z.int().min(0);
const id = z.uuid();

/** How the visitor arrived: the query byte for byte, the referrer as the browser gave it. */
export const arrivalSchema = z.object({
  query: z.string().max(MAX_QUERY_BYTES),
  referrer: z.string().max(2_048),
});
export type Arrival = z.infer<typeof arrivalSchema>;

/** An amount: a whole number of minor units (cents) and its ISO 4217 code. */
export const amountSchema = z.object({
  minor: z.int().min(-1_000_000_000_000).max(1_000_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

export const exposureEventSchema = z.object({
  id,
  type: z.literal('exposure'),
  at,
  arrival: arrivalSchema,
});
export const conversionEventSchema = z.object({
  id,
  type: z.literal('conversion'),
  metric: z.string().min(1).max(80),
  at,
  value: amountSchema.optional(),
});
export const signalEventSchema = z.object({
  id,
  type: z.literal('signal'),
  stage: z.enum(['rendered', 'interactive', 'error']),
  detail: z.string().max(300).optional(),
  at,
});

/** One event of the body. Unknown keys are ignored, so that newer pages meet older Workers. */
export const eventSchema = z.discriminatedUnion('type', [
  exposureEventSchema,
  conversionEventSchema,
  signalEventSchema,
]);
export type TrackerEvent = z.infer<typeof eventSchema>;

/** The request body; events are validated one by one so that one fault costs one event. */
export const eventsBodySchema = z.object({
  v: z.literal(1),
  view: z.string().min(1).max(5_200),
  events: z.array(z.unknown()).min(1).max(MAX_EVENTS),
});

/** Why one event or one whole request was not stored. */
export const rejectCodeSchema = z.enum([
  'too-large',
  'unsupported-type',
  'malformed-json',
  'malformed-form',
  'invalid-envelope',
  'invalid-view',
  'expired-view',
  'foreign-origin',
  'invalid-event',
  'metric-not-from-browser',
  'value-not-accepted',
  'unknown-form',
  'invalid-fields',
]);
export type RejectCode = z.infer<typeof rejectCodeSchema>;

/** Answer of `/_tl/events`: every event of the request is in exactly one of the three. */
export const eventsAnswerSchema = z.strictObject({
  accepted: z.int().min(0),
  duplicate: z.int().min(0),
  rejected: z.array(
    z.strictObject({ index: z.int().min(0), code: rejectCodeSchema, message: z.string() }),
  ),
});
export type EventsAnswer = z.infer<typeof eventsAnswerSchema>;

import * as z from 'zod';
import { basisPointsSchema, idSchema } from '../definition/id.ts';
import { LAST_TIME } from './last-time.ts';

/** What a person may do to a running experiment from the report. */
export const controlSchema = z.discriminatedUnion('action', [
  /** Everybody sees the control and nobody is counted, until it is resumed. */
  z.strictObject({ action: z.literal('pause') }),
  z.strictObject({ action: z.literal('resume') }),
  /** Ends it for good; everybody sees the winner from then on, the control when there is none. */
  z.strictObject({ action: z.literal('end'), winner: idSchema.nullable() }),
  /** New weights and allocation for visitors who come for the first time from then on. */
  z.strictObject({
    action: z.literal('epoch'),
    /** One entry per variant in catalog order, control first; together 10 000. */
    weightsBp: z.array(basisPointsSchema).min(2).max(10),
    allocationBp: basisPointsSchema,
  }),
  /** Allocation step by step, with the weights as they are. */
  z.strictObject({
    action: z.literal('ramp'),
    steps: z
      .array(
        z.strictObject({
          allocationBp: basisPointsSchema,
          effectiveAt: z.int().min(0).max(LAST_TIME),
        }),
      )
      .min(1)
      .max(10),
  }),
  /** Weights follow the chance to be best, each at least the floor; recomputed once a day. */
  z.strictObject({ action: z.literal('bandit'), floorBp: z.int().min(1).max(5_000) }),
  /** Back to the weights of the definition. */
  z.strictObject({ action: z.literal('fixed') }),
  /** Something to remember; the reason is the note. */
  z.strictObject({ action: z.literal('note') }),
]);
export type Control = z.infer<typeof controlSchema>;

/** A control with what makes it safe to send twice and beside somebody else's. */
export const controlRequestSchema = z.strictObject({
  /** Made with the form: a repeated send changes nothing. */
  entryId: z.uuid(),
  /** What the form was drawn from, see `versionOf`; when it has moved on, nothing is done. */
  version: z.string().regex(/^\d{1,15}\.\d{1,9}$/),
  /** Why, for those who read it in a year. */
  reason: z.string().trim().min(3).max(500),
  control: controlSchema,
});
export type ControlRequest = z.infer<typeof controlRequestSchema>;

/** One line of the audit log. */
export type AuditEntry = {
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly actedAt: number;
  readonly actor: string;
  readonly action: string;
  /** What was in force before and after, in words of the report. */
  readonly before: string;
  readonly after: string;
  readonly reason: string;
};

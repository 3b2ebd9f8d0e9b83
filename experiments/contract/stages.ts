import * as z from 'zod';
import { amountSchema } from './events.ts';
import { STAGES } from './stage-names.ts';

/** See `STAGES`. */
export const stageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof stageSchema>;

/** One event of `POST /_tl/hooks/{source}` after its envelope was verified. */
export const stageEventSchema = z.object({
  /** The sender's id of the event; a repeat changes nothing. */
  id: z.string().min(1).max(200),
  stage: stageSchema,
  /** Epoch milliseconds of the change in the sender's system. */
  at: z.int().min(0),
  amount: amountSchema.optional(),
  /** Any one of these finds the lead; tried in this order. */
  ref: z
    .object({
      handoff: z.string().max(2_048).optional(),
      recordId: z.string().max(200).optional(),
      leadId: z.string().max(200).optional(),
      emailHash: z.string().max(200).optional(),
    })
    .refine((ref) => Object.values(ref).some((value) => value !== undefined), 'names no lead'),
});
export type StageEvent = z.infer<typeof stageEventSchema>;

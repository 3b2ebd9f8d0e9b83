import * as z from 'zod';
import { amountSchema } from './events.ts';
import { LAST_TIME } from './last-time.ts';
import { STAGES } from './stage-names.ts';

/** See `STAGES`. */
export const stageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof stageSchema>;

const EPOCH_TEXT = 'epoch milliseconds, for example 1795392000000';

const name = z.string().trim().min(1).max(200);

/** What an event names its lead by; whatever is there is tried in this order. */
export const stageRefSchema = z.object({
  /** The `tl_ref` of a link or embed that led away. */
  handoff: z.string().max(2_048).optional(),
  /** The record's id in the CRM; several for a deal of several people. */
  recordId: z.union([name, z.array(name).min(1).max(50)]).optional(),
  /** The lead's id, as it was delivered. */
  leadId: name.optional(),
  /** Hashed at once with a key of the site's own, never stored. */
  email: z.string().trim().max(320).optional(),
});

/** One event of `POST /_tl/hooks/{source}` after its envelope was verified. */
export const stageEventSchema = z
  .object({
    /** The sender's id of the event; a repeat changes nothing. */
    id: name,
    /** The sender's id of the deal or order; without one it is about the lead alone. */
    deal: name.optional(),
    /** One of `STAGES`, or the sender's own word for one, see `stages` in crm.yaml. */
    stage: z.string().trim().min(1).max(120),
    /** Epoch milliseconds of the change in the sender's system. */
    at: z.int().min(100_000_000_000, EPOCH_TEXT).max(LAST_TIME, EPOCH_TEXT),
    amount: amountSchema.optional(),
    ref: stageRefSchema.default({}),
  })
  .refine(
    ({ deal, ref }) => deal !== undefined || Object.values(ref).some((value) => value),
    'names neither a deal nor a lead: give deal, or one of ref.handoff, ref.recordId, ref.leadId, ref.email',
  );
export type WrittenStageEvent = z.infer<typeof stageEventSchema>;

/** An event whose stage is one of ours. */
export type StageEvent = Omit<WrittenStageEvent, 'stage'> & { readonly stage: Stage };

/** Why an event, or a whole request, was not taken. */
export type HookRejectCode =
  | 'hook-unsigned'
  | 'hook-stale'
  | 'hook-wrong-signature'
  | 'too-large'
  | 'malformed-json'
  | 'invalid-envelope'
  | 'invalid-event'
  | 'unknown-stage'
  | 'not-a-stage';

/** Answer of `/_tl/hooks/{source}`: every event of the request is in exactly one of the first three. */
export type HookAnswer = {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: readonly {
    readonly index: number;
    readonly code: HookRejectCode;
    readonly message: string;
  }[];
  /** Events of this request that found no lead yet: kept, and tried again. */
  readonly unmatched: number;
};

import * as z from 'zod';
import { PERSON_FIELDS } from '../uploads/person.ts';

const factsSchema = z.partialRecord(z.enum(PERSON_FIELDS), z.string());

/** What one platform knows a lead by, as it lies sealed in `lead_digests`. */
export const leadDigestsSchema = z.strictObject({
  /** Version of the rules that made them: `DIGEST_RULES_VERSION`. */
  rules: z.int().min(1),
  /** SHA-256 of `digestInputs`, 64 hex digits in lower case. */
  digests: factsSchema,
  /** `plainInputs`. */
  plain: factsSchema,
});
export type LeadDigests = z.infer<typeof leadDigestsSchema>;

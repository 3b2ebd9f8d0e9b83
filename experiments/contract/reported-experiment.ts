import * as z from 'zod';

/** What a report says of its experiment. */
export const reportedExperimentSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  owner: z.string(),
  status: z.enum(['draft', 'running', 'ended']),
  fingerprint: z.string(),
  primary: z.string(),
  landings: z.array(z.string()),
  allocationBp: z.int(),
  plannedVisitors: z.int().nullable(),
  alpha: z.number(),
  /** `url`: not randomised by us; absent where visitors were. */
  assignedBy: z.literal('url').optional(),
  /** What to read beside every verdict and lift then; absent where visitors were randomised. */
  notRandomised: z
    .strictObject({
      label: z.literal('not randomised by us'),
      /** What may be wrong with the comparison, in a sentence. */
      caveat: z.string(),
      /** The split that the file declares, in catalog order; nothing here can check it. */
      declaredSharesBp: z.array(z.int()),
      /** The shares that came; null without visitors. */
      cameShares: z.array(z.number()).nullable(),
    })
    .optional(),
});

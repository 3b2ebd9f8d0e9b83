import * as z from 'zod';

/** What leaves the site: one row per delivery and receiver. */
export const outboxRowSchema = z.strictObject({
  /** Same id, same delivery: a repeated job makes no second row. */
  id: z.string().min(1).max(200),
  kind: z.enum(['lead', 'conversion', 'alert']),
  /** Name of the receiver in the site's configuration. */
  destination: z.string().min(1).max(80),
  /** JSON text; personal data are encrypted inside. */
  payload: z.string(),
  state: z.enum(['pending', 'sending', 'delivered', 'dead']),
  attempts: z.int().min(0),
  nextAttemptAt: z.int().min(0),
  createdAt: z.int().min(0),
  deliveredAt: z.int().min(0).nullable(),
  /** Last answer in one sentence, without personal data. */
  lastError: z.string().max(500).nullable(),
});
export type OutboxRow = z.infer<typeof outboxRowSchema>;

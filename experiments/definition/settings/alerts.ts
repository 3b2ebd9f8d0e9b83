import * as z from 'zod';
import { receiverSchema } from './receiver.ts';

/** Who is told when something should not wait until somebody opens the report. */
export const alertsSchema = z
  .strictObject({
    /** Address that gets each alert as a signed webhook (Standard Webhooks). */
    webhook: receiverSchema.optional(),
    /** E-mail by a provider's HTTP interface in the shape of Resend's. */
    email: z
      .strictObject({
        /** Where e-mails are posted to. */
        endpoint: receiverSchema.default('https://api.resend.com/emails'),
        /** Sender as the provider knows it. */
        from: z.string().min(3).max(200),
        /** Who gets it. */
        to: z.array(z.email()).min(1).max(10),
      })
      .optional(),
    /** Hours without any exposure of a running experiment that are too many. */
    quietHours: z.int().min(1).max(168).default(12),
  })
  .prefault({});

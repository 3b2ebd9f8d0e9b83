import * as z from 'zod';
import { stageSchema } from '../../contract/stages.ts';
import { idSchema } from '../id.ts';
import { secretNameSchema, serviceUrlSchema } from './service.ts';

/** Where news of leads, deals and orders comes from: `POST /_tl/hooks/{id}`. */
export const crmSourceSchema = z.strictObject({
  /** Last part of its address; the same as the destination's whose record ids it names. */
  id: idSchema,
  /**
   * How the sender proves itself: `standard-webhooks` signs, `hubspot-v3` signs as HubSpot apps do,
   * `bearer` sends the secret as `Authorization: Bearer`, where a sender can do no better.
   */
  verify: z.enum(['standard-webhooks', 'hubspot-v3', 'bearer']),
  /** Names of the secrets: one, or two while they are exchanged. Without a value it stays closed. */
  secrets: z.array(secretNameSchema).min(1).max(2),
  /** Their name of a stage and ours: `closedwon: won`. Our own names need no entry. */
  stages: z.record(z.string().min(1).max(120), stageSchema).default({}),
  /** Where to ask for what the news leaves out: HubSpot names an object by its id alone. */
  lookup: z
    .strictObject({
      /** Where its API is. */
      baseUrl: serviceUrlSchema.default('https://api.hubapi.com'),
      /** Name of the secret that holds the private app's token (scopes crm.objects.deals.read, crm.objects.contacts.read). */
      secret: secretNameSchema,
    })
    .optional(),
});
export type CrmSource = z.infer<typeof crmSourceSchema>;

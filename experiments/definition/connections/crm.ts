import * as z from 'zod';
import { crmDestinationSchema } from './crm-destination.ts';
import { crmSourceSchema } from './crm-source.ts';

/** `site/crm.yaml`: where leads go, and who says what became of them. The file is optional. */
export const crmSchema = z.strictObject({
  /** Where leads are delivered to. */
  destinations: z.array(crmDestinationSchema).max(10).default([]),
  /** Who may send stages and orders. */
  sources: z.array(crmSourceSchema).max(20).default([]),
});
export type Crm = z.infer<typeof crmSchema>;

/** A site without a crm.yaml. */
export const NO_CRM: Crm = { destinations: [], sources: [] };

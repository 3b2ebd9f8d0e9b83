import * as z from 'zod';
import { idSchema } from '../id.ts';
import { formIdSchema } from '../landing/form.ts';
import { secretNameSchema, serviceUrlSchema } from './service.ts';

/** Name of a property in the CRM: `firstname`, `Lead_Id__c`. */
const propertySchema = z
  .string()
  .max(120)
  .regex(/^[A-Za-z][A-Za-z0-9_.]*$/, "the property's name in the CRM's API, not its label");

/** What Truelift knows of a lead besides the fields of its form. */
const factsSchema = z.strictObject({
  /** Id of the lead; news of its deal may name it. */
  lead_id: propertySchema.optional(),
  /** Id of the form. */
  form: propertySchema.optional(),
  /** Path of the landing. */
  landing: propertySchema.optional(),
  /** When it was sent, as 2026-11-23T09:00:00.000Z */
  submitted_at: propertySchema.optional(),
  /** As the ad's address had it. */
  utm_source: propertySchema.optional(),
  /** As the ad's address had it. */
  utm_medium: propertySchema.optional(),
  /** As the ad's address had it. */
  utm_campaign: propertySchema.optional(),
  /** As the ad's address had it. */
  utm_term: propertySchema.optional(),
  /** As the ad's address had it. */
  utm_content: propertySchema.optional(),
  /** What it saw: `headline: bold, layout: wide`. */
  experiments: propertySchema.optional(),
  /** Use for ads: granted, denied or unknown. */
  consent_ads: propertySchema.optional(),
  /** Version of the text that was agreed to. */
  consent_version: propertySchema.optional(),
});
export type LeadFact = keyof z.infer<typeof factsSchema>;

const common = {
  /** Name of the system, for ever: its record ids are kept under it. A source of the same system has the same id. */
  id: idSchema,
  /** Forms whose leads go there; without it, all. */
  forms: z.array(formIdSchema).min(1).optional(),
};

const mapping = {
  /** Field of the form and the property that it becomes: `email: email`. Fields not named stay here. */
  fields: z.record(
    z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'the name of a field'),
    propertySchema,
  ),
  /** What Truelift knows of the lead, and the property that it becomes: `lead_id: truelift_lead_id`. */
  facts: factsSchema.default({}),
  /** What a property gets where the lead gave nothing: `Company: unknown`. */
  otherwise: z.record(propertySchema, z.string().min(1).max(200)).default({}),
  /** What happens to a person whom the CRM knows already: keep what it holds, or overwrite it. */
  existing: z.enum(['keep', 'update']).default('keep'),
};

/** Where leads are delivered to. */
export const crmDestinationSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    /** A signed webhook (Standard Webhooks) with everything of the lead, by Truelift's own names. */
    type: z.literal('webhook'),
    /** Address that gets each lead. An answer `{"id": "…"}` is kept as the id of the record there. */
    url: serviceUrlSchema,
    /** Name of the secret that signs: `whsec_` and base64. */
    secret: secretNameSchema,
  }),
  z.strictObject({
    ...common,
    /** HubSpot: a contact per lead. */
    type: z.literal('hubspot'),
    /** Where its API is. */
    baseUrl: serviceUrlSchema.default('https://api.hubapi.com'),
    /** Name of the secret that holds the private app's token (scope crm.objects.contacts.write). */
    secret: secretNameSchema,
    ...mapping,
  }),
  z.strictObject({
    ...common,
    /** Salesforce: a record of the object Lead per lead. */
    type: z.literal('salesforce'),
    /** The organisation's own address: https://acme.my.salesforce.com */
    instanceUrl: serviceUrlSchema,
    /** Version of the REST API; 52.0 is the first that names duplicates. */
    apiVersion: z
      .string()
      .regex(/^(?:5[2-9]|[6-9]\d|\d{3})\.0$/, '52.0 or later')
      .default('62.0'),
    /** Name of the secret: the connected app's consumer secret, or an access token. */
    secret: secretNameSchema,
    /**
     * Consumer key of a connected app with the client credentials flow: tokens are asked for as they
     * are needed. Without it the secret is an access token, which lasts for hours: a trial.
     */
    clientId: z.string().min(8).max(400).optional(),
    /**
     * A text field of Lead, marked as external id, that takes the lead's id: then a delivery whose
     * answer was lost makes no second record.
     */
    externalIdField: propertySchema.optional(),
    ...mapping,
  }),
]);
export type CrmDestination = z.infer<typeof crmDestinationSchema>;
/** A destination whose properties are mapped. */
export type MappedDestination = Exclude<CrmDestination, { readonly type: 'webhook' }>;

import * as z from 'zod';

/** How visitors are recognised; the report never mixes their units. */
export const consentModeSchema = z.enum(['strict', 'cookie', 'cookieless', 'off']);
export type ConsentMode = z.infer<typeof consentModeSchema>;

const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'ISO 3166-1 alpha-2, for example DE');

/** `site/site.yaml`: what is true of the whole site. */
export const siteSchema = z.strictObject({
  /** The brand, as visitors read it. */
  name: z.string().min(1).max(80),
  /** Canonical origin, for example https://go.example.com */
  origin: z.url({ protocol: /^https?$/ }).regex(
    // What is no address at all has been refused already.
    /^(?![a-z]+:\/\/.*[/?#@\\])/i,
    'scheme, host and port only, without a path or a slash at the end, for example https://go.example.com',
  ),
  /** Further host names that may record events; the origin's host always may. */
  hosts: z.array(z.string().min(1)).default([]),
  /** IANA zone in which report days begin and end. */
  timeZone: z.string().min(1),
  /** ISO 4217 code of the report's money. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'ISO 4217, for example EUR'),
  locale: z.string().min(2).default('en'),
  business: z.enum(['lead-gen', 'shop']),
  consent: z
    .strictObject({
      /** Mode by country; a country named in no group takes `elsewhere`. */
      groups: z
        .array(
          z.strictObject({
            countries: z.array(countrySchema).min(1),
            mode: consentModeSchema,
          }),
        )
        .default([]),
      /** Mode where the network does not say which country it is. */
      unknown: consentModeSchema.default('strict'),
      elsewhere: consentModeSchema.default('cookie'),
    })
    .prefault({}),
  retention: z
    .strictObject({
      /** Days that raw exposures, conversions and touchpoints are kept. */
      eventDays: z.int().min(1).max(3_650).default(400),
      /** Days that a lead's personal data are kept. */
      leadDays: z.int().min(1).max(3_650).default(30),
    })
    .prefault({}),
  /** Third-party tags that pages may load; none is the default and the fastest. */
  tags: z.array(z.strictObject({ id: z.string().min(1), origin: z.url() })).default([]),
  /** Naming rules of campaign parameters, as patterns by parameter. */
  naming: z.record(z.string(), z.string()).default({}),
  legal: z.array(z.strictObject({ label: z.string().min(1), href: z.string().min(1) })).default([]),
});

export type Site = z.infer<typeof siteSchema>;

import * as z from 'zod';
import { siteWordsSchema } from '../../words/words.ts';
import { alertsSchema } from './alerts.ts';
import { botsSchema } from './bots.ts';
import { channelsSchema } from './channels.ts';
import { leadsSchema } from './leads.ts';

/** How visitors are recognised; the report never mixes their units. */
export const consentModeSchema = z.enum(['strict', 'cookie', 'cookieless', 'off']);
export type ConsentMode = z.infer<typeof consentModeSchema>;

const countrySchema = z
  .string()
  .regex(/^([A-Z]{2}|EEA)$/, 'ISO 3166-1 alpha-2, for example DE, or EEA for all of its countries');

/** `ask`: only after a yes; `opt-out`: until a no. */
const adUseSchema = z.enum(['ask', 'opt-out']);

/** Most static pages of one landing when site.yaml says nothing: beyond, few visitors see each. */
export const DEFAULT_MAX_COMBINATIONS = 16;
/** Most that site.yaml may ask for. */
export const MOST_COMBINATIONS = 64;

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
  /** Language of the site as BCP 47: en, de-CH. */
  locale: z.string().min(2).default('en'),
  /** What a success is: a lead that sales calls, or an order. */
  business: z.enum(['lead-gen', 'shop']),
  /** How visitors are recognised, by the country they come from. */
  consent: z
    .strictObject({
      /** Mode by country, the first group that names it; a country in none takes `elsewhere`. */
      groups: z
        .array(
          z.strictObject({
            /** Two-letter country codes; EEA stands for its thirty countries. */
            countries: z.array(countrySchema).min(1),
            mode: consentModeSchema,
            /** As `adUse` below, for these countries. */
            adUse: adUseSchema.optional(),
          }),
        )
        .default([{ countries: ['EEA', 'GB', 'CH'], mode: 'strict' }]),
      /** Mode where the network does not say which country it is. */
      unknown: consentModeSchema.default('strict'),
      elsewhere: consentModeSchema.default('cookie'),
      /** Whether click ids and digests may be kept for ads only after a yes, or until a no. */
      adUse: adUseSchema.default('ask'),
      /** Version of what visitors are asked: another one asks everybody again. */
      version: z
        .string()
        .regex(/^[a-z0-9-]{1,20}$/, 'small letters, digits and hyphens, for example 2026-11')
        .default('1'),
      /** What experiments count where some visitors are recognised and others are not. */
      unit: z.enum(['most', 'visitor', 'day', 'view']).default('most'),
    })
    .prefault({}),
  /** How long raw data are kept. */
  retention: z
    .strictObject({
      /** Days that raw exposures, conversions and touchpoints are kept. */
      eventDays: z.int().min(1).max(3_650).default(400),
      /**
       * Days that the link of a lead to experiment, variant and campaign is kept, for stages that
       * come later than raw events last. Without it 400 for lead-gen, 60 for a shop.
       */
      linkDays: z.int().min(1).max(3_650).optional(),
      /** Days that a lead's personal data are kept. */
      leadDays: z.int().min(1).max(3_650).default(30),
    })
    .prefault({}),
  /** What is done with what forms send: spam, confirmation, use for ads. */
  leads: leadsSchema,
  /** Which visitors are taken for programs and left out of the statistics. */
  bots: botsSchema,
  /** Who is told when something should not wait until somebody opens the report. */
  alerts: alertsSchema,
  /** Names of channels, where the shipped rules should say something else. */
  channels: channelsSchema,
  /** Most static pages of one landing: its combinations of running experiments. */
  maxCombinations: z.int().min(1).max(MOST_COMBINATIONS).default(DEFAULT_MAX_COMBINATIONS),
  /** Third-party tags that pages may load; none is the default and the fastest. */
  tags: z
    .array(
      z.strictObject({
        /** Name of the tag. */
        id: z.string().min(1),
        /** Where its script comes from. */
        origin: z.url(),
      }),
    )
    .default([]),
  /** Naming rules of campaign parameters, as patterns by parameter. */
  naming: z.record(z.string(), z.string()).default({}),
  /** Most static pages of the site: landings and pages per ad group, in all combinations. */
  maxPages: z.int().min(1).max(20_000).default(2_000),
  /** Links in the footer, the privacy policy among them. */
  legal: z
    .array(
      z.strictObject({
        /** What people read. */
        label: z.string().min(1),
        /** Where it leads. */
        href: z.string().min(1),
        /** Language of the pages that show it; without one, on pages whose language has no links. */
        locale: z.string().min(2).optional(),
      }),
    )
    .default([]),
  /** Words of buttons and messages by language: what differs from Truelift's own, or is new. */
  words: siteWordsSchema.default({}),
  /** Icon in browser tabs, square, beside site.yaml: ./halden.svg. Without one the brand's initial. */
  icon: z
    .string()
    .max(120)
    .regex(
      /^\.\/[A-Za-z0-9][\w.-]*\.(?:svg|png)$/,
      'a file beside site.yaml: ./halden.svg (svg or png)',
    )
    .optional(),
});

export type Site = z.infer<typeof siteSchema>;

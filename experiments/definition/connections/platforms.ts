import * as z from 'zod';
import { googleConversionSchema, platformConversionSchema } from './platform-conversion.ts';
import { secretNameSchema, serviceUrlSchema } from './service.ts';

const common = {
  /** `false` keeps the entry and reports nothing there. */
  enabled: z.boolean().default(true),
  /**
   * Name of a field that tells the platform which variant the person saw (`crm-form:short`); `off`
   * tells nothing. Platforms see it beside the person.
   */
  variantField: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'off, or a name in small letters, for example tl_variant')
    .default('off'),
};

/** How conversions leave. */
const sendSchema = z.enum(['file', 'api']).default('file');
const conversionsSchema = z.array(platformConversionSchema).min(1).max(10);

/** Google Ads. */
const googleSchema = z.strictObject({
  ...common,
  /** `file`: a CSV to import. `api`: sent by itself through Data Manager. */
  send: sendSchema,
  /** Days after the click in which Google takes it: the click-through window of the conversion action. */
  windowDays: z.int().min(1).max(90).default(90),
  /** Number of the Google Ads account, digits only. With `send: api`. */
  customerId: z
    .string()
    .regex(/^\d{10}$/, 'ten digits without dashes')
    .optional(),
  /** Number of the manager account that has the access, where there is one. With `send: api`. */
  loginCustomerId: z
    .string()
    .regex(/^\d{10}$/, 'ten digits without dashes')
    .optional(),
  /** Where its API is. */
  baseUrl: serviceUrlSchema.default('https://datamanager.googleapis.com'),
  /** Name of the secret that holds the key of a service account (JSON), or an access token. */
  secret: secretNameSchema.default('TRUELIFT_GOOGLE_KEY'),
  /** What Google is told of. */
  conversions: z.array(googleConversionSchema).min(1).max(10),
});

/** Microsoft Advertising. */
const microsoftSchema = z.strictObject({
  ...common,
  /**
   * `file`: a CSV to import. `api`: sent by itself through the UET Conversions API, to which
   * Microsoft admits on request. Corrections are a bulk file either way.
   */
  send: sendSchema,
  /** Days after the click in which Microsoft takes it: the window of the goal. */
  windowDays: z.int().min(1).max(90).default(90),
  /** Number of the UET tag. With `send: api`. */
  tagId: z
    .string()
    .regex(/^\d{1,20}$/, 'digits only, in quotes')
    .optional(),
  /** Where its API is. */
  baseUrl: serviceUrlSchema.default('https://capi.uet.microsoft.com'),
  /** Name of the secret that holds the access token. */
  secret: secretNameSchema.default('TRUELIFT_MICROSOFT_TOKEN'),
  /** What Microsoft is told of. */
  conversions: conversionsSchema,
});

/** Meta: Facebook and Instagram. */
const metaSchema = z.strictObject({
  ...common,
  /** `file`: the JSON to look at. `api`: sent by itself through the Conversions API. */
  send: sendSchema,
  /** Days after the lead in which its conversions are reported. */
  windowDays: z.int().min(1).max(400).default(90),
  /** Number of the dataset (pixel), from the Events Manager. */
  datasetId: z.string().regex(/^\d{1,20}$/, 'digits only, in quotes'),
  /** Version of the Graph API. */
  apiVersion: z
    .string()
    .regex(/^v\d{2}\.0$/, 'for example v24.0')
    .default('v24.0'),
  /** Code of the tab "Test events": events appear there and count nowhere. */
  testEventCode: z
    .string()
    .regex(/^TEST\w{1,20}$/, 'TEST and digits')
    .optional(),
  /** Where its API is. */
  baseUrl: serviceUrlSchema.default('https://graph.facebook.com'),
  /** Name of the secret that holds the access token of the system user. */
  secret: secretNameSchema.default('TRUELIFT_META_TOKEN'),
  /** What Meta is told of. */
  conversions: conversionsSchema,
});

/** LinkedIn. */
const linkedinSchema = z.strictObject({
  ...common,
  /** `file`: the JSON to look at. `api`: sent by itself through the Conversions API. */
  send: sendSchema,
  /** Days after the click in which LinkedIn counts it: the window of the conversion rule. */
  windowDays: z.int().min(1).max(365).default(90),
  /** Monthly version of the API; LinkedIn switches each off after about a year. */
  apiVersion: z
    .string()
    .regex(/^20\d{4}$/, 'a month, for example 202603')
    .default('202603'),
  /** Where its API is. */
  baseUrl: serviceUrlSchema.default('https://api.linkedin.com'),
  /** Name of the secret that holds the access token (scope rw_conversions). */
  secret: secretNameSchema.default('TRUELIFT_LINKEDIN_TOKEN'),
  /** What LinkedIn is told of. `event` is the number of the conversion rule. */
  conversions: conversionsSchema,
});

/** TikTok: made and checked, sent by nobody. */
const tiktokSchema = z.strictObject({
  ...common,
  /** Days after the lead in which its conversions are reported. */
  windowDays: z.int().min(1).max(400).default(90),
  /** `web` with a pixel, `offline` with an event set. */
  source: z.enum(['web', 'offline']).default('offline'),
  /** The pixel's code, or the number of the event set. */
  sourceId: z.string().min(1).max(80),
  /** What TikTok is told of. */
  conversions: conversionsSchema,
});

/** Google Analytics 4: made and checked, sent by nobody. */
const ga4Schema = z.strictObject({
  ...common,
  /** Days after the lead in which its conversions are reported. */
  windowDays: z.int().min(1).max(63).default(63),
  /** Id of the data stream: `G-XXXXXXXXXX`. */
  measurementId: z.string().regex(/^G-[A-Z0-9]{4,16}$/, 'for example G-A1B2C3D4E5'),
  /** What Google Analytics is told of. */
  conversions: conversionsSchema,
});

/** `site/platforms.yaml`: which ad platforms learn what became of a click. The file is optional. */
export const platformsSchema = z.strictObject({
  /** Google Ads. */
  google: googleSchema.optional(),
  /** Microsoft Advertising. */
  microsoft: microsoftSchema.optional(),
  /** Meta: Facebook and Instagram. */
  meta: metaSchema.optional(),
  /** LinkedIn. */
  linkedin: linkedinSchema.optional(),
  /** TikTok: made and checked, sent by nobody. */
  tiktok: tiktokSchema.optional(),
  /** Google Analytics 4: made and checked, sent by nobody. */
  ga4: ga4Schema.optional(),
});
export type Platforms = z.infer<typeof platformsSchema>;

/** A site without a platforms.yaml. */
export const NO_PLATFORMS: Platforms = {};

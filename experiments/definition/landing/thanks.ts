import * as z from 'zod';
import { publicPathSchema } from '../id.ts';
import { badgesSchema } from '../sections/badges.ts';
import { benefitsSchema } from '../sections/benefits.ts';
import { callSchema } from '../sections/call.ts';
import { comparisonSchema } from '../sections/comparison.ts';
import { countdownSchema } from '../sections/countdown.ts';
import { ctaSchema } from '../sections/cta.ts';
import { downloadSchema } from '../sections/download.ts';
import { faqSchema } from '../sections/faq.ts';
import { gallerySchema } from '../sections/gallery.ts';
import { guaranteeSchema } from '../sections/guarantee.ts';
import { handoffSchema } from '../sections/handoff.ts';
import { logosSchema } from '../sections/logos.ts';
import { pricingSchema } from '../sections/pricing.ts';
import { statisticsSchema } from '../sections/statistics.ts';
import { stepsSchema } from '../sections/steps.ts';
import { testimonialSchema } from '../sections/testimonial.ts';
import { videoSchema } from '../sections/video.ts';
import { lineSchema, paragraphSchema } from '../text.ts';
import { linkSchema } from './link.ts';

/**
 * A section of a thanks page. No hero, because the page has its heading; no form, dialog or sticky
 * bar, because nothing is left to ask.
 */
const thanksSectionSchema = z.discriminatedUnion('type', [
  handoffSchema,
  downloadSchema,
  videoSchema,
  callSchema,
  stepsSchema,
  faqSchema,
  benefitsSchema,
  statisticsSchema,
  testimonialSchema,
  logosSchema,
  badgesSchema,
  gallerySchema,
  guaranteeSchema,
  comparisonSchema,
  pricingSchema,
  countdownSchema,
  ctaSchema,
]);

/** Page that a valid form leads to. Never indexed; counts nothing by itself. */
export const thanksSchema = z.strictObject({
  /** Public path: "/crm/thanks/". The same in every variant, so that no address tells which. */
  path: publicPathSchema,
  /** Heading and document title. */
  title: lineSchema,
  /** What was received and what happens next. */
  body: paragraphSchema,
  /** What to expect, in order. */
  next: z.array(lineSchema).max(5).default([]),
  /** Something useful to do while waiting. */
  action: linkSchema.optional(),
  /** More below: a calendar to choose a time in, a file to take along. */
  sections: z.array(thanksSectionSchema).max(12).default([]),
});
export type Thanks = z.infer<typeof thanksSchema>;

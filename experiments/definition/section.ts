import * as z from 'zod';
import { badgesSchema } from './sections/badges.ts';
import { benefitsSchema } from './sections/benefits.ts';
import { callSchema } from './sections/call.ts';
import { comparisonSchema } from './sections/comparison.ts';
import { countdownSchema } from './sections/countdown.ts';
import { ctaSchema } from './sections/cta.ts';
import { dialogSchema } from './sections/dialog.ts';
import { downloadSchema } from './sections/download.ts';
import { faqSchema } from './sections/faq.ts';
import { formSectionSchema } from './sections/form.ts';
import { gallerySchema } from './sections/gallery.ts';
import { guaranteeSchema } from './sections/guarantee.ts';
import { handoffSchema } from './sections/handoff.ts';
import { heroSchema } from './sections/hero.ts';
import { logosSchema } from './sections/logos.ts';
import { pricingSchema } from './sections/pricing.ts';
import { statisticsSchema } from './sections/statistics.ts';
import { stepsSchema } from './sections/steps.ts';
import { stickySchema } from './sections/sticky.ts';
import { testimonialSchema } from './sections/testimonial.ts';
import { videoSchema } from './sections/video.ts';

/** Schema of each section type, for messages that name the keys a section has. */
export const sectionSchemas = {
  hero: heroSchema,
  logos: logosSchema,
  benefits: benefitsSchema,
  steps: stepsSchema,
  statistics: statisticsSchema,
  testimonial: testimonialSchema,
  pricing: pricingSchema,
  faq: faqSchema,
  guarantee: guaranteeSchema,
  form: formSectionSchema,
  cta: ctaSchema,
  badges: badgesSchema,
  call: callSchema,
  comparison: comparisonSchema,
  countdown: countdownSchema,
  dialog: dialogSchema,
  download: downloadSchema,
  gallery: gallerySchema,
  handoff: handoffSchema,
  sticky: stickySchema,
  video: videoSchema,
} as const;

/** One section of a landing, told apart by `type`. */
export const sectionSchema = z.discriminatedUnion('type', [
  heroSchema,
  logosSchema,
  benefitsSchema,
  stepsSchema,
  statisticsSchema,
  testimonialSchema,
  pricingSchema,
  faqSchema,
  guaranteeSchema,
  formSectionSchema,
  ctaSchema,
  badgesSchema,
  callSchema,
  comparisonSchema,
  countdownSchema,
  dialogSchema,
  downloadSchema,
  gallerySchema,
  handoffSchema,
  stickySchema,
  videoSchema,
]);

export type Section = z.infer<typeof sectionSchema>;

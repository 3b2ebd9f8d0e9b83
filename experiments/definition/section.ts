import * as z from 'zod';
import { badgesSchema } from './sections/badges.ts';
import { benefitsSchema } from './sections/benefits.ts';
import { bodySchema } from './sections/body.ts';
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
import { timesShape } from './window.ts';

/** Schema of each section type, for messages that name the keys a section has. */
export const sectionSchemas = {
  hero: heroSchema.safeExtend(timesShape),
  logos: logosSchema.safeExtend(timesShape),
  benefits: benefitsSchema.safeExtend(timesShape),
  steps: stepsSchema.safeExtend(timesShape),
  statistics: statisticsSchema.safeExtend(timesShape),
  testimonial: testimonialSchema.safeExtend(timesShape),
  pricing: pricingSchema.safeExtend(timesShape),
  faq: faqSchema.safeExtend(timesShape),
  guarantee: guaranteeSchema.safeExtend(timesShape),
  form: formSectionSchema.safeExtend(timesShape),
  cta: ctaSchema.safeExtend(timesShape),
  body: bodySchema.safeExtend(timesShape),
  badges: badgesSchema.safeExtend(timesShape),
  call: callSchema.safeExtend(timesShape),
  comparison: comparisonSchema.safeExtend(timesShape),
  // Its `until` is the deadline that it states; afterwards it shows what holds from then on.
  countdown: countdownSchema.safeExtend({ from: timesShape.from }),
  dialog: dialogSchema.safeExtend(timesShape),
  download: downloadSchema.safeExtend(timesShape),
  gallery: gallerySchema.safeExtend(timesShape),
  handoff: handoffSchema.safeExtend(timesShape),
  sticky: stickySchema.safeExtend(timesShape),
  video: videoSchema.safeExtend(timesShape),
} as const;

/** One section of a landing, told apart by `type`. */
export const sectionSchema = z.discriminatedUnion('type', [
  sectionSchemas.hero,
  sectionSchemas.logos,
  sectionSchemas.benefits,
  sectionSchemas.steps,
  sectionSchemas.statistics,
  sectionSchemas.testimonial,
  sectionSchemas.pricing,
  sectionSchemas.faq,
  sectionSchemas.guarantee,
  sectionSchemas.form,
  sectionSchemas.cta,
  sectionSchemas.body,
  sectionSchemas.badges,
  sectionSchemas.call,
  sectionSchemas.comparison,
  sectionSchemas.countdown,
  sectionSchemas.dialog,
  sectionSchemas.download,
  sectionSchemas.gallery,
  sectionSchemas.handoff,
  sectionSchemas.sticky,
  sectionSchemas.video,
]);

export type Section = z.infer<typeof sectionSchema>;

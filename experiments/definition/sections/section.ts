import * as z from 'zod';
import { timesShape } from '../time/window.ts';
import { badgesSchema } from './badges.ts';
import { benefitsSchema } from './benefits.ts';
import { bodySchema } from './body.ts';
import { callSchema } from './call.ts';
import { comparisonSchema } from './comparison.ts';
import { countdownSchema } from './countdown.ts';
import { ctaSchema } from './cta.ts';
import { dialogSchema } from './dialog.ts';
import { downloadSchema } from './download.ts';
import { faqSchema } from './faq.ts';
import { formSectionSchema } from './form.ts';
import { gallerySchema } from './gallery.ts';
import { guaranteeSchema } from './guarantee.ts';
import { handoffSchema } from './handoff.ts';
import { heroSchema } from './hero.ts';
import { logosSchema } from './logos.ts';
import { pricingSchema } from './pricing.ts';
import { statisticsSchema } from './statistics.ts';
import { stepsSchema } from './steps.ts';
import { stickySchema } from './sticky.ts';
import { testimonialSchema } from './testimonial.ts';
import { videoSchema } from './video.ts';

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

import * as z from 'zod';
import { benefitsSchema } from './sections/benefits.ts';
import { ctaSchema } from './sections/cta.ts';
import { faqSchema } from './sections/faq.ts';
import { formSectionSchema } from './sections/form.ts';
import { guaranteeSchema } from './sections/guarantee.ts';
import { heroSchema } from './sections/hero.ts';
import { logosSchema } from './sections/logos.ts';
import { pricingSchema } from './sections/pricing.ts';
import { statisticsSchema } from './sections/statistics.ts';
import { stepsSchema } from './sections/steps.ts';
import { testimonialSchema } from './sections/testimonial.ts';

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
]);

export type Section = z.infer<typeof sectionSchema>;

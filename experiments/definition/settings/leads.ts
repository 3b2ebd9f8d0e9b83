import * as z from 'zod';
import { countrySchema } from './country.ts';
import { receiverSchema } from './receiver.ts';

const spamSchema = z
  .strictObject({
    /** Seconds after the page was served before which nobody can have filled in a form. 0: not looked at. */
    minimumSeconds: z.number().min(0).max(60).default(2),
    /** Hours in which the same e-mail address in the same form is one lead. 0: not looked at. */
    repeatHours: z.int().min(0).max(2_160).default(24),
    /** Submits that one visitor may send in `minutes`; those beyond are kept as spam. */
    perVisitor: z.int().min(1).max(1_000).default(5),
    /** Submits that one network address may send in `minutes`. Offices and phones share one. */
    perAddress: z.int().min(1).max(10_000).default(30),
    /** Length of that time. */
    minutes: z.int().min(1).max(60).default(10),
    /** Cloudflare Turnstile: its script and frame are loaded on pages with a form, from Cloudflare. */
    turnstile: z
      .strictObject({
        /** Public key of the widget. The secret one is TRUELIFT_TURNSTILE_SECRET. */
        siteKey: z.string().min(1).max(100),
        /** Where answers are verified. */
        verifyUrl: receiverSchema.default(
          'https://challenges.cloudflare.com/turnstile/v0/siteverify',
        ),
      })
      .optional(),
  })
  .prefault({});

/** What is done with what forms send. */
export const leadsSchema = z
  .strictObject({
    /** When a submit is taken for spam: it is kept and shown, converts nobody and never leaves. */
    spam: spamSchema,
    /**
     * Country of phone numbers that come without their country code. Without it, the one in the
     * page's locale (de-AT); where neither is given, such numbers go to no ad platform.
     */
    phoneCountry: countrySchema.optional(),
    /** E-mail that asks the people behind forms with `confirm: true` whether it was them. */
    confirmation: z
      .strictObject({
        /** Where e-mails are posted to, in the shape of Resend's. */
        endpoint: receiverSchema.default('https://api.resend.com/emails'),
        /** Sender as the provider knows it. */
        from: z.string().min(3).max(200),
        /** Hours that the link in it works. */
        hours: z.int().min(1).max(720).default(72),
      })
      .optional(),
  })
  .prefault({});
export type LeadRules = z.infer<typeof leadsSchema>;

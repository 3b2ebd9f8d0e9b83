import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { currencySchema } from '../money.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** Ways to state the same price. */
export const priceFrameSchema = z.enum(['month', 'day', 'year']);
export type PriceFrame = z.infer<typeof priceFrameSchema>;

/** One price as people read it. */
export const priceSchema = z.strictObject({
  /** The amount: 39, written in the page's language and currency, or a text as it stands: "from €39". */
  amount: z.union([z.number().min(0), z.string().trim().min(1).max(16)]),
  /** ISO 4217 code of a number in another currency than the site's. */
  currency: currencySchema.optional(),
  /** What it buys: "per crew and month". */
  unit: z.string().trim().min(1).max(60),
  /** What is billed, when the frame is not the bill: "€39 billed monthly". */
  note: z.string().trim().min(1).max(120).optional(),
});
export type Price = z.infer<typeof priceSchema>;

/** One plan, with its price in each frame that the section may show. */
export const planOfferSchema = z.strictObject({
  /** Name of the plan. */
  name: z.string().trim().min(1).max(40),
  /** For whom it is. */
  audience: lineSchema,
  /** The price in each frame. */
  prices: z.partialRecord(priceFrameSchema, priceSchema),
  /** What is in it. */
  features: z.array(lineSchema).min(1).max(8),
  /** The plan's button. */
  action: linkSchema,
  /** Word on the plan that most people take; at most one plan has it. */
  badge: z.string().trim().min(1).max(30).optional(),
});

/** Plans side by side. */
export const pricingSchema = z
  .strictObject({
    type: z.literal('pricing'),
    /** Name of the section. */
    id: idSchema,
    /** Heading of the section. */
    title: lineSchema,
    /** Sentence under the heading. */
    lead: paragraphSchema.optional(),
    /** Which statement of the price is shown. */
    frame: priceFrameSchema.default('month'),
    /** Statements between which visitors may switch; leave out for the one of `frame` alone. */
    periods: z
      .array(
        z.strictObject({
          /** The statement of the price. */
          frame: priceFrameSchema,
          /** Text of its switch: "Yearly, one month free". */
          label: z.string().trim().min(1).max(40),
        }),
      )
      .max(3)
      .default([]),
    /** What the switch is for, read out before it; without it, the words of the page's language. */
    periodsLabel: z.string().trim().min(1).max(40).optional(),
    /** One to three plans, smallest first. */
    plans: z.array(planOfferSchema).min(1).max(3),
    /** Tax, billing and notice period, in small print that is still readable. */
    footnote: paragraphSchema.optional(),
  })
  .superRefine((pricing, context) => {
    const frames = pricing.periods.map(({ frame }) => frame);
    pricing.plans.forEach((plan, index) => {
      for (const frame of new Set([pricing.frame, ...frames])) {
        if (plan.prices[frame] !== undefined) continue;
        context.addIssue({
          code: 'custom',
          path: ['plans', index, 'prices'],
          message: `has no price for the frame "${frame}"`,
        });
      }
    });
    if (frames.length > 0 && (!frames.includes(pricing.frame) || new Set(frames).size < 2)) {
      context.addIssue({
        code: 'custom',
        path: ['periods'],
        message: `has at least two different frames, "${pricing.frame}" among them`,
      });
    }
    if (pricing.plans.filter((plan) => plan.badge !== undefined).length > 1) {
      context.addIssue({ code: 'custom', path: ['plans'], message: 'only one plan has a badge' });
    }
  });

export type Pricing = z.infer<typeof pricingSchema>;

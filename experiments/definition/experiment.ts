import * as z from 'zod';
import { basisPointsSchema, idSchema, publicPathSchema } from './id.ts';

/** Facts known before assignment that may limit who takes part. Empty means everybody. */
export const audienceSchema = z.strictObject({
  device: z
    .array(z.enum(['mobile', 'tablet', 'desktop']))
    .min(1)
    .optional(),
  country: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .optional(),
  returning: z.boolean().optional(),
});
export type Audience = z.infer<typeof audienceSchema>;

/** A YAML scalar, list or map: what a content key may hold. */
const contentSchema: z.ZodType<unknown> = z.json();

export const variantSchema = z
  .strictObject({
    id: idSchema,
    weightBp: basisPointsSchema,
    /** Content changes by `section.key`: `hero.headline: Close deals faster`. */
    change: z.record(z.string(), contentSchema).optional(),
    /** Another landing as this variant. */
    page: publicPathSchema.optional(),
  })
  .refine((variant) => !(variant.change && variant.page), 'either change or page, not both');
export type Variant = z.infer<typeof variantSchema>;

export const hypothesisSchema = z.strictObject({
  because: z.string().min(10),
  change: z.string().min(10),
  audience: z.string().min(3),
  metric: idSchema,
  /** The smallest relative effect worth shipping, in basis points (500 = +5 %). */
  atLeastBp: z.int().min(1).max(1_000_000),
});

export const planSchema = z.strictObject({
  /** nStar: planned visitors of control and one treatment together, frozen at start. */
  visitors: z.int().min(100).max(1_000_000_000).optional(),
  alpha: z.number().gt(0).lt(0.5).default(0.05),
  power: z.number().gt(0.5).lt(1).default(0.8),
  mdeBp: z.int().min(1).max(1_000_000).optional(),
  /** Effects within ± this many basis points count as "no difference". */
  equivalenceBp: z.int().min(1).max(10_000).optional(),
});

const instantSchema = z.iso.datetime({ offset: true });

/** One file of `experiments/catalog/`. The first variant is the control. */
export const experimentSchema = z.strictObject({
  id: idSchema,
  title: z.string().min(3).max(120),
  owner: z.string().min(1).max(120),
  hypothesis: hypothesisSchema.optional(),
  status: z.enum(['draft', 'running', 'ended']),
  /** Landing paths or globs (`/crm/*`). */
  pages: z.array(z.string().min(1)).min(1),
  /** Hash seed; never change it while running. */
  seed: z.string().min(1).max(80),
  hashVersion: z.literal(2).default(2),
  /** Share of the audience that takes part. */
  allocationBp: basisPointsSchema.default(10_000),
  variants: z.array(variantSchema).min(2).max(10),
  primary: idSchema,
  secondary: z.array(idSchema).default([]),
  guardrails: z.array(z.strictObject({ metric: idSchema, marginBp: z.int().min(0) })).default([]),
  audience: audienceSchema.default({}),
  /** Experiments of one group never share a visitor. */
  group: idSchema.optional(),
  plan: planSchema.prefault({}),
  startAt: instantSchema.optional(),
  endAt: instantSchema.optional(),
  winner: idSchema.optional(),
  learned: z.string().optional(),
});

export type Experiment = z.infer<typeof experimentSchema>;

import * as z from 'zod';
import { basisPointsSchema, idSchema, publicPathSchema } from '../id.ts';
import { audienceSchema } from './audience.ts';
import { qualitySchema } from './quality.ts';

/** A YAML scalar, list or map: what a content key may hold. */
const contentSchema: z.ZodType<unknown> = z.json();

export const variantSchema = z
  .strictObject({
    /** Name of the variant, for ever. */
    id: idSchema,
    /** Share of those who take part, in basis points; all together 10 000. */
    weightBp: basisPointsSchema,
    /** Content changes by `section.key`: `hero.headline: Close deals faster`. */
    change: z.record(z.string(), contentSchema).optional(),
    /** Whether a `<Variant>` in an .mdx landing or an .astro component draws it. */
    component: z.literal(true).optional(),
    /** Another landing as this variant: `/crm-short/`. It stands alone. */
    page: publicPathSchema.optional(),
    /** With `assignedBy: url`: values of the parameter that lead to this variant. */
    values: z.array(z.string().trim().min(1).max(200)).min(1).max(50).optional(),
  })
  .refine(
    (variant) => !(variant.page && (variant.change || variant.component)),
    'a page stands for the whole variant: no change or component beside it',
  );
export type Variant = z.infer<typeof variantSchema>;

export const hypothesisSchema = z.strictObject({
  /** What was seen, with a figure or with somebody who did or said it. */
  because: z.string().min(10),
  /** What visitors will see instead. */
  change: z.string().min(10),
  /** Who is meant to react. */
  audience: z.string().min(3),
  /** Metric that would move. */
  metric: idSchema,
  /** The smallest relative effect worth shipping, in basis points (500 = +5 %). */
  atLeastBp: z.int().min(1).max(1_000_000),
});

export const planSchema = z.strictObject({
  /** nStar: planned visitors of control and one treatment together, frozen at start. */
  visitors: z.int().min(100).max(1_000_000_000).optional(),
  /** Share of experiments without an effect that may be called anyway. */
  alpha: z.number().gt(0).lt(0.5).default(0.05),
  /** Share of experiments with the planned effect that are to be found. */
  power: z.number().gt(0.5).lt(1).default(0.8),
  /** Smallest relative effect to be found, in basis points (2500 = +25 %). */
  mdeBp: z.int().min(1).max(1_000_000).optional(),
  /** Effects within ± this many basis points count as "no difference". */
  equivalenceBp: z.int().min(1).max(10_000).optional(),
});

const pointsSchema = z.int().min(1).max(10);

/** What its owner thinks of an experiment before it runs; it orders nothing by itself. */
export const scoreSchema = z.strictObject({
  /** How much it would change if it is right, from 1 to 10. */
  impact: pointsSchema,
  /** How sure the owner is, from 1 to 10: 7 counts as a chance of 70 % in the queue. */
  confidence: pointsSchema,
  /** How little work it is, from 1 to 10. */
  ease: pointsSchema,
});
export type Score = z.infer<typeof scoreSchema>;

const instantSchema = z.iso.datetime({ offset: true });

/** One file of `experiments/catalog/`. The first variant is the control. */
export const experimentSchema = z.strictObject({
  /** Name for ever, the same as the file’s: `crm-headline`. */
  id: idSchema,
  /** What people read in lists and reports. */
  title: z.string().min(3).max(120),
  /** Who looks after it. */
  owner: z.string().min(1).max(120),
  /** What is expected and why; required before it runs. */
  hypothesis: hypothesisSchema.optional(),
  /** `draft` is checked and can be previewed, `running` gets visitors, `ended` is kept for the record. */
  status: z.enum(['draft', 'running', 'ended']),
  /** Landing paths or globs (`/crm/*`). */
  pages: z.array(z.string().min(1)).min(1),
  /**
   * `url`: an ad platform splits the visitors, and `parameter` of the address says who came to which
   * arm. It is judged on qualified leads and revenue, labelled "not randomised by us": the platform may
   * have sent other people to each arm, and weights are only what it was told.
   */
  assignedBy: z.literal('url').optional(),
  /** With `assignedBy: url`: the parameter whose value names the arm, for example utm_content. */
  parameter: z
    .string()
    .regex(/^[A-Za-z_][\w.-]{0,79}$/, 'the name of a parameter, for example utm_content')
    .optional(),
  /** Hash seed; never change it while running. */
  seed: z.string().min(1).max(80),
  hashVersion: z.literal(2).default(2),
  /** Share of the audience that takes part. */
  allocationBp: basisPointsSchema.default(10_000),
  /** What visitors may see, the control first. */
  variants: z.array(variantSchema).min(2).max(10),
  /** Metric that decides, by its id in metrics.yaml. */
  primary: idSchema,
  /** Metrics that are shown beside it and decide nothing. */
  secondary: z.array(idSchema).default([]),
  /** Metrics that must not suffer, each with the loss that would be too much. */
  guardrails: z
    .array(
      z.strictObject({
        /** Metric that must not suffer. */
        metric: idSchema,
        /** Loss that would be too much, in basis points of the control's rate (200 = 2 %). */
        marginBp: z.int().min(0),
      }),
    )
    .default([]),
  /**
   * Guardrails on qualified leads, which every experiment on an earlier step has by itself once
   * metrics.yaml counts the stage: other margins, or off.
   */
  quality: qualitySchema.optional(),
  audience: audienceSchema.default({}),
  /** Experiments of one group never share a visitor. */
  group: idSchema.optional(),
  /** Its part of the group's visitors in basis points, from inclusive, until exclusive. */
  groupRangeBp: z.tuple([basisPointsSchema, basisPointsSchema]).optional(),
  /** How many visitors, and which effect they are meant to show; npm run plan writes it. */
  plan: planSchema.prefault({}),
  /** Its owner's own view of it, for the queue of the programme. */
  score: scoreSchema.optional(),
  /** Not before this time: 2026-03-02T09:00:00+01:00. */
  startAt: instantSchema.optional(),
  /** Not after this time: 2026-03-30T09:00:00+02:00. */
  endAt: instantSchema.optional(),
  /** Variant that was shipped; npm run ship writes it. */
  winner: idSchema.optional(),
  /** What the outcome taught, in a sentence; npm run ship asks for it. */
  learned: z.string().optional(),
});

export type Experiment = z.infer<typeof experimentSchema>;

/** What an experiment holds of a group, read from a file whose other keys may be wrong. */
export const groupPartSchema = z.object(
  experimentSchema.pick({ status: true, group: true, groupRangeBp: true }).shape,
);

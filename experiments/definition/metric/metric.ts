import * as z from 'zod';
import type { Stage } from '../../contract/stages.ts';
import { idSchema } from '../id.ts';

/** Where a conversion of a metric comes from. Only `browser-value` takes a value from the browser. */
export const metricSourceSchema = z.enum([
  'click',
  'form-start',
  'submit',
  // A form whose e-mail was answered: double opt-in.
  'confirm',
  'stage',
  'order',
  'browser-value',
]);
export type MetricSource = z.infer<typeof metricSourceSchema>;

/** Name of an element, id of a form, or a stage. */
const nameSchema = z.string().min(1).max(80);

/** One entry of `experiments/metrics.yaml`. */
export const metricSchema = z
  .strictObject({
    id: idSchema,
    /** What people read: "Demo requests". */
    label: z.string().min(1).max(80),
    /** The same in running text, in the plural: "32 → 36 leads". Without one, the label. */
    noun: z.string().min(1).max(40).optional(),
    /** `proportion`: share of visitors who converted; `mean`: value per visitor. */
    type: z.enum(['proportion', 'mean']),
    source: metricSourceSchema,
    /**
     * Which element, form or stage: its name on the page, the form's id or the stage. A list counts
     * any of them, where pages of one experiment have forms of their own: [demo, short-demo].
     */
    match: z.union([nameSchema, z.array(nameSchema).min(1).max(20)]),
    /** Days after the exposure in which a conversion counts. */
    windowDays: z.number().positive().max(1_100),
    /** ISO 4217; required where values are money. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    /** Cap per visitor in minor units, frozen for the length of an experiment. */
    capMinor: z.int().positive().optional(),
    /** Which way is good. */
    direction: z.enum(['up', 'down']).default('up'),
  })
  .refine((metric) => metric.type !== 'mean' || metric.currency !== undefined, {
    path: ['currency'],
    message: 'a mean metric needs a currency, for example EUR',
  });

/** A metric, or the share of one metric's visitors among another's: see `ratioMetricOf`. */
export type Metric = z.infer<typeof metricSchema> & { readonly ratio?: Ratio };

/** Whose visitors are counted, among whose, by the ids of two metrics, and the stage they reach. */
export type Ratio = { readonly of: string; readonly per: string; readonly stage: Stage };

export const metricsFileSchema = z.array(metricSchema).min(1);

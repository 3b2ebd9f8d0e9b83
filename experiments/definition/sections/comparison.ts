import * as z from 'zod';
import { idSchema } from '../id.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** Ways of doing the same thing, side by side. */
export const comparisonSchema = z
  .strictObject({
    type: z.literal('comparison'),
    /** Name of the section. */
    id: idSchema,
    /** Heading of the section. */
    title: lineSchema,
    /** Sentence under the heading. */
    lead: paragraphSchema.optional(),
    /** What is compared; the first is one's own. */
    columns: z.array(z.string().trim().min(1).max(40)).min(2).max(4),
    /** What it is compared by. */
    rows: z
      .array(
        z.strictObject({
          /** The point of comparison. */
          label: lineSchema,
          /** One value per column, in their order: true, false or a few words. */
          values: z
            .array(z.union([z.boolean(), z.string().trim().min(1).max(60)]))
            .min(2)
            .max(4),
        }),
      )
      .min(2)
      .max(14),
    /** Words for the marks, read out; without them, those of the page's language. */
    marks: z
      .strictObject({
        /** Stands for true. */
        yes: z.string().trim().min(1).max(20).optional(),
        /** Stands for false. */
        no: z.string().trim().min(1).max(20).optional(),
      })
      .prefault({}),
    /** Where the statements about others come from, and as of when. */
    source: paragraphSchema,
  })
  .superRefine(({ columns, rows }, context) => {
    rows.forEach((row, index) => {
      if (row.values.length !== columns.length) {
        context.addIssue({
          code: 'custom',
          path: ['rows', index, 'values'],
          message: `has ${row.values.length} values for ${columns.length} columns`,
        });
      }
    });
  });

export type Comparison = z.infer<typeof comparisonSchema>;

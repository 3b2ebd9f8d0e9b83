import * as z from 'zod';
import { idSchema } from '../id.ts';
import { hrefSchema } from '../landing/link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';
import { imageSchema } from './image.ts';

/** Something useful to take along, for those who do not want to talk yet. */
export const downloadSchema = z.strictObject({
  type: z.literal('download'),
  /** Name of the section. */
  id: idSchema,
  /** What it is. */
  title: lineSchema,
  /** What it is good for. */
  text: paragraphSchema,
  /** What is in it. */
  points: z.array(lineSchema).max(5).default([]),
  /** The file. */
  file: z.strictObject({
    /** Text of the button. */
    label: z.string().trim().min(1).max(60),
    /** File below `site/public`: "/files/checklist.pdf". */
    href: hrefSchema.regex(/^\//, 'a file of the site: /files/checklist.pdf'),
    /** Name that click metrics match. */
    name: idSchema.optional(),
    /** Format and size, so that nobody is surprised: "PDF, 12 pages, 380 KB". */
    facts: z.string().trim().min(1).max(60),
  }),
  /** Its cover or first page. */
  image: imageSchema.optional(),
});

export type Download = z.infer<typeof downloadSchema>;

import * as z from 'zod';
import { publicPathSchema } from './id.ts';
import { structureFaults } from './landing-structure.ts';
import { linkSchema } from './link.ts';
import { sectionSchema } from './section.ts';
import { lineSchema, paragraphSchema } from './text.ts';

/** Page that a valid form leads to. Never indexed; counts nothing by itself. */
export const thanksSchema = z.strictObject({
  /** Public path: "/crm/thanks/". */
  path: publicPathSchema,
  /** Heading and document title. */
  title: lineSchema,
  /** What was received and what happens next. */
  body: paragraphSchema,
  /** What to expect, in order. */
  next: z.array(lineSchema).max(5).default([]),
  /** Something useful to do while waiting. */
  action: linkSchema.optional(),
});
export type Thanks = z.infer<typeof thanksSchema>;

/** One file of `site/landing/`: a landing page as content. */
export const landingSchema = z
  .strictObject({
    /** Public path: "/crm/". */
    path: publicPathSchema,
    /** Document title, without the brand. */
    title: z.string().trim().min(1).max(80),
    /** Description for search engines and previews. */
    description: z.string().trim().min(1).max(200),
    /** Look of the page, from the design tokens. */
    theme: z
      .strictObject({
        /** Accent colour and dark ground. */
        accent: z.enum(['petrol', 'cobalt']).default('petrol'),
      })
      .prefault({}),
    /** Line above everything; leave out when there is nothing new. */
    announcement: z.strictObject({ text: lineSchema, link: linkSchema.optional() }).optional(),
    /** Header: few links, because each is a way off the page. */
    nav: z
      .strictObject({
        /** Links to sections. */
        links: z.array(linkSchema).max(4).default([]),
        /** The button in the header. */
        action: linkSchema.optional(),
      })
      .prefault({}),
    /** Sections from top to bottom. */
    sections: z.array(sectionSchema).min(1).max(30),
    /** Page after the form; required when the landing has one. */
    thanks: thanksSchema.optional(),
    /** Whether search engines may list it. */
    index: z.boolean().default(false),
  })
  .superRefine((landing, context) => {
    for (const { path, message } of structureFaults(landing)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });
export type Landing = z.infer<typeof landingSchema>;

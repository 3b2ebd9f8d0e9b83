import * as z from 'zod';
import { publicPathSchema } from '../id.ts';
import { keywordSchema } from '../keyword/keyword.ts';
import { keywordFaults } from '../keyword/keyword-places.ts';
import { imageSchema } from '../sections/image.ts';
import { type Section, sectionSchema } from '../sections/section.ts';
import { lineSchema } from '../text.ts';
import { timesShape } from '../time/window.ts';
import { structureFaults } from './landing-structure.ts';
import { linkSchema } from './link.ts';
import { thanksSchema } from './thanks.ts';

const landingShape = {
  /** Public path: "/crm/". */
  path: publicPathSchema,
  /**
   * Landing that this page is a version of, for one ad group: search engines are told the parent,
   * and forms and thanks are the parent's.
   */
  parent: publicPathSchema.optional(),
  /** Document title, without the brand. */
  title: z.string().trim().min(1).max(80),
  /** Description for search engines and previews. */
  description: z.string().trim().min(1).max(200),
  /** Language as BCP 47: "de-AT". Without one, the site's. */
  locale: z.string().optional(),
  /** Landing that this is a version of in another language: its id or path. */
  translationOf: z.string().optional(),
  /** Picture for links to the page, beside the YAML, 1200 × 630 or larger; without one it is drawn. */
  image: imageSchema.optional(),
  /** Look of the page, from the design tokens. */
  theme: z
    .strictObject({
      /** Accent colour and dark ground. */
      accent: z.enum(['petrol', 'cobalt']).default('petrol'),
    })
    .prefault({}),
  /** Line above everything; leave out when there is nothing new. */
  announcement: z
    .strictObject({ text: lineSchema, link: linkSchema.optional(), ...timesShape })
    .optional(),
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
  /** Page after a form that has none of its own. */
  thanks: thanksSchema.optional(),
  /** Whether search engines may list it. */
  index: z.boolean().default(false),
  ...timesShape,
  /** IANA zone of the times on this page; without one, the site's. */
  timeZone: z.string().min(1).optional(),
  /** What the address shows when the page is over; without it, a page that says so. */
  after: z
    .strictObject({
      /** Path of another landing, shown at this address. */
      show: publicPathSchema,
    })
    .optional(),
  /** Places in the texts that show what a visitor searched for. */
  keywords: z.array(keywordSchema).max(10).default([]),
};

type Context = z.core.$RefinementCtx;

/** What no part of a page can know: ids twice, links to nowhere, slots that nothing fills. */
function checkWhole(landing: z.infer<z.ZodObject<typeof landingShape>>, context: Context): void {
  for (const { path, message } of [...structureFaults(landing), ...keywordFaults(landing)]) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
}

/** One file of `site/landing/`: a landing page as content. */
export const landingSchema = z.strictObject(landingShape).superRefine(checkWhole);
export type Landing = z.infer<typeof landingSchema>;

/** A landing whose sections have been read: everything else of it, and the page as a whole. */
export const landingOfSections = z
  .strictObject({ ...landingShape, sections: z.array(z.custom<Section>()).min(1).max(30) })
  .superRefine(checkWhole);

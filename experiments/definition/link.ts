import * as z from 'zod';
import { idSchema } from './id.ts';

/**
 * Where a link may lead: a section of the same page (`#demo-form`), a public path (`/offer/`), or
 * an `https:`, `tel:` or `mailto:` address. Everything else, `javascript:` first, is refused.
 */
export const hrefSchema = z
  .string()
  .max(2_000)
  .regex(
    /^(#[a-z][a-z0-9-]*|\/(?!\/)[^\s\\]*|https:\/\/[^\s\\]+|tel:\+?[0-9-]+|mailto:[^\s@]+@[^\s@]+)$/,
    'a section (#demo-form), a path (/offer/), https://…, tel:+… or mailto:…',
  );

/** A link or button of a page. */
export const linkSchema = z.strictObject({
  /** What people read and tap. */
  label: z.string().trim().min(1).max(60),
  /** Where it leads. */
  href: hrefSchema,
  /** Name that click metrics match (`match: cta`); several links may share one. */
  name: idSchema.optional(),
});

export type Link = z.infer<typeof linkSchema>;

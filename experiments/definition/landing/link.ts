import * as z from 'zod';
import { idSchema } from '../id.ts';

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
export const linkSchema = z
  .strictObject({
    /** What people read and tap. */
    label: z.string().trim().min(1).max(60),
    /** Where it leads. */
    href: hrefSchema,
    /** Name that click metrics match (`match: cta`); several links may share one. */
    name: idSchema.optional(),
    /**
     * Parameter in which the other site takes a reference to the visit, so that what happens there
     * finds its way back: `tl_ref`, Stripe's `client_reference_id`, Calendly's `utm_content`.
     */
    handoff: z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/,
        'the name of a parameter: tl_ref, client_reference_id',
      )
      .optional(),
  })
  .refine(({ handoff, href }) => handoff === undefined || href.startsWith('https://'), {
    path: ['handoff'],
    message: 'goes with a link to another site: https://…',
  })
  .refine(({ handoff, href }) => handoff === undefined || !hasParameter(href, handoff), {
    path: ['handoff'],
    message: 'the address has this parameter already; take it out of href',
  });

function hasParameter(href: string, name: string): boolean {
  const query = href.split('#', 1)[0]?.split('?').slice(1).join('?') ?? '';
  return query.split('&').some((pair) => pair.split('=', 1)[0] === name);
}

export type Link = z.infer<typeof linkSchema>;

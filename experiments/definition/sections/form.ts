import * as z from 'zod';
import { idSchema } from '../id.ts';
import { AD_USE_FIELD, CONSENT_FIELD } from '../landing/consent-field.ts';
import { formFieldSchema, formIdSchema } from '../landing/form.ts';
import { hrefSchema } from '../landing/link.ts';
import { thanksSchema } from '../landing/thanks.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** A lead form; it works without JavaScript and leads to a thanks page. */
export const formSectionSchema = z
  .strictObject({
    type: z.literal('form'),
    /** Name of the section: `demo-form.submit` in a change. */
    id: idSchema,
    /** Id of the form: where it is posted and what submit and form-start metrics match. */
    form: formIdSchema,
    /** Heading of the section. */
    title: lineSchema,
    /** Sentence under the heading. */
    lead: paragraphSchema.optional(),
    /** What happens after sending, step by step, beside the form. */
    next: z.array(lineSchema).max(4).default([]),
    /** Fields in their order. */
    fields: z.array(formFieldSchema).min(1).max(12),
    /** Fields step by step, two to five steps. Without a script the steps stand on one page. */
    steps: z
      .array(
        z.strictObject({
          /** What the step is about. */
          title: lineSchema,
          /** Names of its fields; all steps together name every field once, in their order. */
          fields: z.array(z.string().max(40)).min(1).max(8),
        }),
      )
      .max(5)
      .default([]),
    /** Text of the button to the next step; without one, the word of the page's language. */
    nextStep: z.string().trim().min(1).max(40).optional(),
    /** Text of the button to the step before; without one, the word of the page's language. */
    previousStep: z.string().trim().min(1).max(40).optional(),
    /** Text of the button. */
    submit: z.string().trim().min(1).max(60),
    /** Line under the button that takes a worry away. */
    reassurance: lineSchema.optional(),
    /** What the data are used for. */
    consent: paragraphSchema,
    /** A box of its own to tick, where the law or a newsletter asks for one; never ticked before. */
    consentBox: z
      .strictObject({
        /** What visitors agree to; stored with the lead in these words. */
        label: paragraphSchema,
        /** Whether the form can be sent only with it. */
        required: z.boolean().default(true),
      })
      .optional(),
    /**
     * A box by which visitors let you tell ad platforms about their request; never required, never
     * ticked before. Its words are stored with the lead, and their version with its consent.
     */
    adUseBox: z
      .strictObject({
        /** What visitors agree to, the platforms among it. */
        label: paragraphSchema,
      })
      .optional(),
    /**
     * Double opt-in: an e-mail asks whether it was them (leads.confirmation in site.yaml). Metrics
     * with the source `confirm` count those who said yes.
     */
    confirm: z.boolean().default(false),
    /** Page that this form leads to; without one, the landing's. */
    thanks: thanksSchema.optional(),
    /** Where the privacy notice is. */
    privacyHref: hrefSchema.default('/privacy/'),
  })
  .superRefine((section, context) => {
    const seen = new Set<string>();
    section.fields.forEach((field, index) => {
      if (seen.has(field.name)) {
        context.addIssue({
          code: 'custom',
          path: ['fields', index, 'name'],
          message: `two fields are called "${field.name}"`,
        });
      }
      seen.add(field.name);
    });
    if (section.consentBox !== undefined && seen.has(CONSENT_FIELD)) {
      context.addIssue({
        code: 'custom',
        path: ['consentBox'],
        message: `the box is stored as "${CONSENT_FIELD}", and a field has that name`,
      });
    }
    if (section.adUseBox !== undefined && seen.has(AD_USE_FIELD)) {
      context.addIssue({
        code: 'custom',
        path: ['adUseBox'],
        message: `the box is stored as "${AD_USE_FIELD}", and a field has that name`,
      });
    }
    if (section.confirm && !section.fields.some(({ type }) => type === 'email')) {
      context.addIssue({
        code: 'custom',
        path: ['confirm'],
        message: 'a form without an email field has nobody to ask',
      });
    }
    const inSteps = section.steps.flatMap(({ fields }) => fields).join(', ');
    const inOrder = section.fields.map(({ name }) => name).join(', ');
    if (section.steps.length > 0 && (section.steps.length < 2 || inSteps !== inOrder)) {
      context.addIssue({
        code: 'custom',
        path: ['steps'],
        message: `two steps or more name every field once, in their order: ${inOrder}`,
      });
    }
  });

export type FormSection = z.infer<typeof formSectionSchema>;

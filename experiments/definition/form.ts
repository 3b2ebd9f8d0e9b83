import * as z from 'zod';
import { idSchema } from './id.ts';

/** One field of a lead form; the Worker validates what the page shows. */
export const formFieldSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and "_"'),
    label: z.string().min(1).max(120),
    type: z.enum(['text', 'email', 'tel', 'number', 'select', 'textarea', 'checkbox']),
    required: z.boolean().default(false),
    /** Choices of a select. */
    options: z.array(z.string().min(1).max(120)).min(2).optional(),
    maxLength: z.int().min(1).max(5_000).default(200),
    placeholder: z.string().max(120).optional(),
    autocomplete: z.string().max(60).optional(),
    hint: z.string().max(200).optional(),
  })
  .refine((field) => field.type !== 'select' || field.options !== undefined, {
    path: ['options'],
    message: 'a select needs its options',
  })
  .refine((field) => !field.name.startsWith('tl_'), {
    path: ['name'],
    message: 'names that start with tl_ belong to Truelift',
  });
export type FormField = z.infer<typeof formFieldSchema>;

/** What the Worker knows of one form on one landing. */
export type FormDefinition = {
  readonly id: string;
  /** Public path of the landing that carries the form. */
  readonly landing: string;
  /** Public path shown after a valid submit. */
  readonly thanks: string;
  /** Fields by combination key; `''` is the control page. */
  readonly fieldsByCombination: Readonly<Record<string, readonly FormField[]>>;
};

export const formIdSchema = idSchema;

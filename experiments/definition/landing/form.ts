import * as z from 'zod';
import { idSchema } from '../id.ts';

/** One field of a lead form; the Worker validates what the page shows. */
export const formFieldSchema = z
  .strictObject({
    /** Name in the data, for ever: `company_size`. */
    name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and "_"'),
    /** What people read at the field. */
    label: z.string().min(1).max(120),
    /** Kind of input; phones choose the keyboard by it. */
    type: z.enum([
      'text',
      'email',
      'tel',
      'url',
      'number',
      'date',
      'select',
      'radio',
      'textarea',
      'checkbox',
    ]),
    /** Whether the form refuses to go without it. */
    required: z.boolean().default(false),
    /** Choices of a select or radio. */
    options: z.array(z.string().min(1).max(120)).min(2).optional(),
    /** Most characters that are accepted. */
    maxLength: z.int().min(1).max(5_000).default(200),
    /** An example inside the empty field; never the only label. */
    placeholder: z.string().max(120).optional(),
    /** What the browser may fill in: `email`, `organization`, `tel`. */
    autocomplete: z.string().max(60).optional(),
    /** A sentence under the field. */
    hint: z.string().max(200).optional(),
  })
  .refine(({ type, options }) => !isChoice(type) || options !== undefined, {
    path: ['options'],
    message: 'a select or radio needs its options',
  })
  .refine(({ type, options }) => isChoice(type) || options === undefined, {
    path: ['options'],
    message: 'only a select or radio has options',
  })
  .refine((field) => !field.name.startsWith('tl_'), {
    path: ['name'],
    message: 'names that start with tl_ belong to Truelift',
  });
export type FormField = z.infer<typeof formFieldSchema>;

function isChoice(type: string): boolean {
  return type === 'select' || type === 'radio';
}

/** What the Worker knows of one form on one landing. */
export type FormDefinition = {
  readonly id: string;
  /** Public path of the landing that carries the form. */
  readonly landing: string;
  /** Public path shown after a valid submit. */
  readonly thanks: string;
  /** The same by combination key where a variant names another thanks page. */
  readonly thanksByCombination?: Readonly<Record<string, string>>;
  /** Whether an e-mail asks for confirmation (double opt-in). */
  readonly confirm?: boolean;
  /** Fields by combination key; `''` is the control page. */
  readonly fieldsByCombination: Readonly<Record<string, readonly FormField[]>>;
  /**
   * The same by the path of a page that shares the form with `landing`, only where its fields are
   * others than on `landing`.
   */
  readonly fieldsByPage?: Readonly<Record<string, Readonly<Record<string, readonly FormField[]>>>>;
};

export const formIdSchema = idSchema;

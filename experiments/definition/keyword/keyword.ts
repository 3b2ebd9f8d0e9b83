import * as z from 'zod';
import { foldKeyword } from '../../contract/keyword-text.ts';
import { idSchema } from '../id.ts';
import { compiledPattern, patternFault } from './keyword-pattern.ts';

/** What a slot can show: one line, as long as a headline's part. */
const wordSchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((text) => !text.includes('(('), 'plain text: a slot inside a slot is never filled');

/**
 * A place in the page's texts, written `((name))`, that shows what a visitor searched for. YAML,
 * Markdown and MDX leave two parentheses alone wherever they stand; `{{name}}` they do not.
 */
export const keywordSchema = z
  .strictObject({
    /** Name in the texts: `trade` fills `((trade))`. */
    name: idSchema,
    /** Parameter of the address whose value decides: utm_term. */
    parameter: z
      .string()
      .regex(/^[A-Za-z_][\w.-]{0,39}$/, 'the name of a parameter, for example utm_term'),
    /** What everybody else reads: without the parameter, with another value, search engines. */
    default: wordSchema,
    /** Values that are inserted, as a list; or by value what is written for it. */
    allow: z
      .union([
        z.array(wordSchema).min(1).max(500),
        z.record(z.string().min(1).max(200), wordSchema),
      ])
      .optional(),
    /** In place of `allow`: a regular expression for the whole value, upper and lower case alike. */
    pattern: z.string().min(1).max(200).optional(),
    /** Most characters; what is longer falls back to the default. */
    maxLength: z.int().min(1).max(80).default(40),
  })
  .superRefine((slot, context) => {
    for (const { path, message } of slotFaults(slot)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });
export type Keyword = z.infer<typeof keywordSchema>;

type SlotFault = { readonly path: readonly string[]; readonly message: string };
type Slot = {
  readonly default: string;
  readonly allow?: readonly string[] | Readonly<Record<string, string>> | undefined;
  readonly pattern?: string | undefined;
  readonly maxLength: number;
};

/** Texts by folded value: what the slot shows for each value that it knows. */
export function allowedTexts(allow: NonNullable<Slot['allow']>): readonly [string, string][] {
  const pairs = Array.isArray(allow)
    ? allow.map((text): [string, string] => [text, text])
    : Object.entries(allow as Readonly<Record<string, string>>);
  return pairs.map(([value, text]) => [foldKeyword(value), text]);
}

function slotFaults({ allow, pattern, maxLength, ...slot }: Slot): readonly SlotFault[] {
  const faults: SlotFault[] = [];
  const add = (key: string, message: string) => faults.push({ path: [key], message });
  const length = (text: string) => [...text].length;
  if ((allow === undefined) === (pattern === undefined)) {
    add(
      allow === undefined ? 'allow' : 'pattern',
      'either allow (the values that may stand there) or pattern (a regular expression) decides, one of them',
    );
  }
  if (length(slot.default) > maxLength) add('default', `longer than its maxLength ${maxLength}`);
  if (allow !== undefined) {
    const texts = allowedTexts(allow);
    if (texts.length === 0) add('allow', 'needs at least one value');
    const long = texts.find(([, text]) => length(text) > maxLength);
    if (long) add('allow', `"${long[1]}" is longer than the maxLength ${maxLength}`);
    const empty = texts.some(([value]) => value === '');
    if (empty) add('allow', 'has a value that no parameter can have');
    const twice = texts.find(([value], at) => texts.findIndex(([one]) => one === value) < at);
    if (twice) add('allow', `names "${twice[0]}" twice; upper and lower case are the same value`);
  }
  if (pattern !== undefined) {
    const fault = patternFault(pattern);
    if (fault !== undefined) add('pattern', fault);
    else if (compiledPattern(pattern)?.test('') === true) {
      add('pattern', 'accepts an empty value; use + in place of *');
    }
  }
  return faults;
}

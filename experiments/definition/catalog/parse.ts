import type * as z from 'zod';
import { issueFaults } from '../faults/issue-fault.ts';
import { type Problem, problemAt, type Source } from '../faults/problem.ts';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a file's value by its schema; a refusal names every fault with its line. */
export function parse<T>(schema: z.ZodType<T>, source: Source): Parsed<T> {
  const result = schema.safeParse(source.value);
  if (result.success) return { ok: true, value: result.data };
  const problems = result.error.issues
    .flatMap((issue) => issueFaults(schema, source.value, issue))
    .map(({ path, fault }) => problemAt(source, path, fault));
  return { ok: false, problems };
}

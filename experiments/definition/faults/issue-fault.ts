import type * as z from 'zod';
import { MISSING_WORDS } from './missing-words.ts';
import { nearest } from './nearest.ts';
import { type Fault, type KeyPath, listText } from './problem.ts';
import { keysAt, valueAt } from './schema-shape.ts';

type Issue = z.core.$ZodIssue;
export type PlacedFault = { readonly path: KeyPath; readonly fault: Fault };

/** What a schema's complaint means for the person who wrote the value; one entry per key. */
export function issueFaults(
  schema: z.core.$ZodType,
  value: unknown,
  issue: Issue,
): readonly PlacedFault[] {
  const path = issue.path as KeyPath;
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(schema, path, value) ?? [];
    return issue.keys.map((key) => ({
      path: [...path, key],
      fault: unknownWord('is not a key here', key, allowed),
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return likeliestMember(issue.errors).flatMap((inner) =>
      issueFaults(schema, value, { ...inner, path: [...issue.path, ...inner.path] }),
    );
  }
  return [{ path, fault: faultOf(issue, valueAt(value, path)) }];
}

/** A fault that lists the allowed words and the nearest of them. */
export function unknownWord(wrong: string, word: string, allowed: readonly string[]): Fault {
  const close = nearest(word, allowed);
  return {
    wrong,
    ...(allowed.length > 0 ? { allowed: listText(allowed) } : {}),
    ...(close === undefined ? {} : { nearest: close }),
  };
}

function faultOf(issue: Issue, written: unknown): Fault {
  if (written === undefined) return missing(issue);
  switch (issue.code) {
    case 'invalid_type':
      return { wrong: `is ${shown(written)}`, allowed: expectedText(issue, written) };
    case 'invalid_value':
      return unknownWord(`is ${shown(written)}`, String(written), issue.values.map(String));
    case 'invalid_union':
      return unknownWord(`is ${shown(written)}`, String(written), unionOptions(issue));
    case 'too_small':
      if (typeof written === 'string' && written.trim() === '') {
        return { wrong: 'is empty', allowed: MISSING_WORDS[String(issue.path.at(-1))] ?? 'text' };
      }
      return { wrong: `is ${shown(written)}`, allowed: `at least ${amount(issue.minimum, issue)}` };
    case 'too_big':
      return { wrong: `is ${shown(written)}`, allowed: `at most ${amount(issue.maximum, issue)}` };
    case 'invalid_format':
      return { wrong: `is ${shown(written)}`, allowed: formatText(issue) };
    case 'custom':
      // A refinement that knows what would be right marks its message so.
      if (issue.params?.['allowed'] === true) {
        return { wrong: `is ${shown(written)}`, allowed: issue.message };
      }
      return {
        wrong:
          typeof written === 'object' ? issue.message : `is ${shown(written)}: ${issue.message}`,
      };
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return { wrong: `is ${shown(written)}`, allowed: issue.message };
  }
}

function missing(issue: Issue): Fault {
  if (issue.code === 'custom') return { wrong: issue.message };
  const words = MISSING_WORDS[String(issue.path.at(-1))];
  const listed = issue.code === 'invalid_value' || unionOptions(issue).length > 0;
  if (words !== undefined && !listed) return { wrong: `is missing; write ${words}` };
  if (issue.code === 'invalid_type')
    return { wrong: 'is missing', allowed: kindText(issue.expected) };
  if (issue.code === 'invalid_value') {
    return { wrong: 'is missing', allowed: listText(issue.values.map(String)) };
  }
  if (issue.code === 'invalid_union') {
    return { wrong: 'is missing', allowed: listText(unionOptions(issue)) };
  }
  return { wrong: 'is missing' };
}

function amount(limit: number | bigint, issue: { readonly origin: string }): string {
  const number = String(limit);
  if (issue.origin === 'string') return `${number} characters`;
  if (issue.origin !== 'array') return number;
  return number === '1' ? '1 entry' : `${number} entries`;
}

/** The names that tell a union's members apart; empty when it has none. */
function unionOptions(issue: Issue): readonly string[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

const FORMATS: Readonly<Record<string, string>> = {
  url: 'a full address, for example https://go.example.com',
  datetime: 'a time with its zone, for example 2026-03-02T09:00:00+01:00',
  email: 'an e-mail address',
};

function formatText(issue: { readonly format: string; readonly message: string }): string {
  return FORMATS[issue.format] ?? issue.message;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

/** What was expected, with the way to write it where YAML reads something else into a text. */
function expectedText({ expected, path }: Issue & { expected: string }, written: unknown): string {
  if (expected !== 'string') return MISSING_WORDS[String(path.at(-1))] ?? kindText(expected);
  if (written === null) return 'text, in quotes where it begins with #';
  return typeof written === 'object' ? 'text' : `text; with quotes it is one: "${written}"`;
}

function kindText(expected: string): string {
  return KINDS[expected] ?? expected;
}

/** A value as its author would recognise it, cut to a length that fits a line. */
function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'keys with values';
  const text = String(value);
  const cut = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return typeof value === 'string' ? `"${cut}"` : cut;
}

/** The member of a plain union that the value misses by least. */
function likeliestMember(errors: readonly (readonly Issue[])[]): readonly Issue[] {
  const weight = (issues: readonly Issue[]) =>
    issues.length +
    (issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type') ? 100 : 0);
  return [...errors].sort((a, b) => weight(a) - weight(b))[0] ?? [];
}

import { listText } from '#experiments/definition/faults/problem.ts';
import type { Ask } from '../ask.ts';
import type { Inability } from '../terminal.ts';

/** One thing to know before a file can be written. */
export type Field = {
  /** Name of its option: `page` for `--page`. */
  readonly name: string;
  /** For a person at the terminal. */
  readonly question: string;
  /** What is taken when nothing is given; without one the field is required. */
  readonly fallback?: string;
  /** Whether it may be given several times. */
  readonly many?: boolean;
  /** Whether nobody is asked; the fallback holds unless the option is given. */
  readonly quiet?: boolean;
  /** A sentence that refuses the value, or null. `found` are the values of the fields before. */
  readonly check?: (value: string, found: Values) => string | null;
};

export type Values = Readonly<Record<string, readonly string[]>>;
type Around = {
  readonly ask: Ask | null;
  readonly say: (line: string) => void;
  readonly example: string;
};

/**
 * A value for each field, from what was typed, else from the person at the terminal, who is asked
 * again until the answer can be used. Where nobody can be asked, one sentence names all that lacks.
 */
export async function collect(
  fields: readonly Field[],
  typed: Values,
  around: Around,
): Promise<{ readonly ok: true; readonly values: Values } | Inability> {
  const extra = Object.keys(typed).find((name) => !fields.some((field) => field.name === name));
  if (extra !== undefined) {
    const other = typed['copy'] === undefined ? 'shows' : 'copy';
    return refuse(
      other === 'copy'
        ? `--${extra} does not go with --copy: change it in the file that is written.`
        : `--${extra} does not go with --shows: the variant is that whole landing; change it there.`,
    );
  }
  const lacking = fields.filter(({ name, fallback }) => !typed[name] && fallback === undefined);
  if (around.ask === null && lacking.length > 0) {
    const names = lacking.map(({ name }) => `--${name}`);
    return refuse(
      `Nobody can be asked here: add ${listText(names, 'and')}, for example ${around.example}`,
    );
  }
  const values: Record<string, readonly string[]> = {};
  for (const field of fields) {
    const given = typed[field.name];
    const refusal = given === undefined ? null : firstRefusal(field, given, values);
    if (refusal !== null) return refuse(refusal);
    const silent = around.ask === null || field.quiet === true;
    values[field.name] = given ?? (silent ? fallbackOf(field) : await asked(field, values, around));
  }
  return { ok: true, values };
}

async function asked(
  field: Field,
  found: Values,
  { ask, say }: Around,
): Promise<readonly string[]> {
  const answers: string[] = [];
  for (;;) {
    const again = answers.length > 0;
    const hint = field.fallback ? ` [${field.fallback}]` : '';
    const answer = await ask?.(
      again ? '  and another (Enter when done):' : `${field.question}${hint}`,
    );
    if (answer === undefined || answer === '') {
      if (again) return answers;
      if (field.fallback !== undefined) return fallbackOf(field);
      continue;
    }
    const refusal = firstRefusal(field, [...answers, answer], found);
    if (refusal !== null) {
      say(refusal);
      continue;
    }
    answers.push(answer);
    if (field.many !== true) return answers;
  }
}

function firstRefusal(field: Field, given: readonly string[], found: Values): string | null {
  if (given.length > 1 && field.many !== true)
    return `--${field.name} is there ${given.length} times: give it once.`;
  for (const value of given) {
    if (value.trim() === '') return `--${field.name} is empty.`;
    const refusal = field.check?.(value, { ...found, [field.name]: given }) ?? null;
    if (refusal !== null) return refusal;
  }
  return null;
}

function fallbackOf({ fallback = '' }: Field): readonly string[] {
  return fallback === '' ? [] : [fallback];
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

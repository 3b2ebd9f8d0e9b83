import { nearest } from '#experiments/definition/faults/nearest.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { idSchema } from '#experiments/definition/id.ts';

/** A sentence that refuses a name that is not in the list, with the nearest that is; else null. */
export function unknownName(option: string, word: string, known: readonly string[]): string | null {
  if (known.includes(word)) return null;
  const close = nearest(word, known);
  return `--${option} is "${word}". There ${known.length === 1 ? 'is' : 'are'} ${listText(known, 'and')}.${close === undefined ? '' : ` Did you mean "${close}"?`}`;
}

/** A sentence that refuses a new id that is taken or no id; else null. */
export function unusableId(option: string, id: string, taken: readonly string[]): string | null {
  const parsed = idSchema.safeParse(id);
  if (!parsed.success) {
    return `--${option} is "${id}": ${parsed.error.issues[0]?.message}, for example crm-proof.`;
  }
  return taken.includes(id) ? `--${option} "${id}" is taken: choose another.` : null;
}

/** The first of `name-2`, `name-3`, … that is free. */
export function nextId(id: string, taken: readonly string[]): string {
  const stem = id.replace(/-\d+$/, '').slice(0, 44);
  let number = 2;
  while (taken.includes(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

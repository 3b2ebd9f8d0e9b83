import * as z from 'zod';
import type { Experiment } from './experiment.ts';
import { fingerprint, fingerprintKeys } from './fingerprint.ts';
import { idSchema } from './id.ts';

/** Where the lock is, from the project's root; in git, beside the experiments. */
export const LOCK_FILE = 'experiments/catalog/fingerprints.lock.yaml';

const hashSchema = z.string().regex(/^[0-9a-f]{8}$/, '8 hex digits in quotes');

/** What every experiment was when it began to run. */
export const lockSchema = z.record(
  idSchema,
  z.strictObject({
    fingerprint: hashSchema,
    /** 8 hex digits per key that may not change, so that the changed one can be named. */
    keys: z.record(z.string(), hashSchema),
  }),
);
export type Lock = z.infer<typeof lockSchema>;

/** Ids of running experiments that the lock does not know, in catalog order. */
export function unlockedIds(experiments: readonly Experiment[], lock: Lock): readonly string[] {
  return experiments
    .filter(({ id, status }) => status === 'running' && lock[id] === undefined)
    .map(({ id }) => id);
}

/** The lock with an entry for each running experiment; an entry once made stays as it is. */
export function lockRunning(experiments: readonly Experiment[], lock: Lock): Lock {
  const added = unlockedIds(experiments, lock).flatMap((id) =>
    experiments
      .filter((experiment) => experiment.id === id)
      .map((experiment) => [id, lockEntry(experiment)] as const),
  );
  return { ...lock, ...Object.fromEntries(added) };
}

/** What the lock remembers of one experiment. */
export function lockEntry(experiment: Experiment): Lock[string] {
  return { fingerprint: fingerprint(experiment), keys: fingerprintKeys(experiment) };
}

const HEADER = `# What an experiment was when it began to run, as 8 hex digits per key: visitors are in the data under
# it. Made by npm start, npm run new and npm run check -- --write-lock; commit it with the experiment.
# An entry stays for ever. Only if nobody but you ever saw the experiment may you delete its entry.
`;

/** The lock as its file: ids and keys in alphabetical order, so that branches merge line by line. */
export function lockText(lock: Lock): string {
  const entries = sorted(lock).map(([id, { fingerprint, keys }]) =>
    [
      `${id}:`,
      `  fingerprint: '${fingerprint}'`,
      '  keys:',
      ...sorted(keys).map(([key, hash]) => `    ${key}: '${hash}'`),
    ].join('\n'),
  );
  return `${HEADER}${entries.map((entry) => `\n${entry}\n`).join('')}`;
}

function sorted<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

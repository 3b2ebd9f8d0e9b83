import * as z from 'zod';
import type { Definitions, Sourced } from '../catalog/definitions.ts';
import { idSchema } from '../id.ts';
import type { Experiment } from './experiment.ts';
import { fingerprint, fingerprintKeys } from './fingerprint.ts';
import { surroundingsOf } from './surroundings.ts';

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
    /** The same of what it rests on outside its file; an entry may lack some or all of it. */
    around: z.record(z.string(), hashSchema).optional(),
  }),
);
export type Lock = z.infer<typeof lockSchema>;

/** Ids of running experiments that the lock does not know, in catalog order. */
export function unlockedIds(experiments: readonly Experiment[], lock: Lock): readonly string[] {
  return experiments
    .filter(({ id, status }) => status === 'running' && lock[id] === undefined)
    .map(({ id }) => id);
}

type Known = Pick<Definitions, 'experiments' | 'landings' | 'metrics' | 'drawn' | 'lock'>;

/**
 * The lock with an entry for each running experiment. What an entry says stays as it is; what it
 * rests on and the entry does not name is added.
 */
export function lockRunning(definitions: Known): Lock {
  const running = definitions.experiments.filter(({ value }) => value.status === 'running');
  const entries = running.map((one) => [one.value.id, lockEntry(one, definitions)] as const);
  return { ...definitions.lock, ...Object.fromEntries(entries) };
}

/** Ids of entries that do not name everything yet on which their running experiment rests. */
export function growingIds({ lock }: Pick<Known, 'lock'>, grown: Lock): readonly string[] {
  return Object.keys(lock).filter((id) => {
    const before = lock[id]?.around ?? {};
    return Object.keys(grown[id]?.around ?? {}).some((key) => before[key] === undefined);
  });
}

function lockEntry(experiment: Sourced<Experiment>, definitions: Known): Lock[string] {
  const { value } = experiment;
  const before = definitions.lock[value.id];
  const now = surroundingsOf(experiment, definitions).map(({ key, hash }) => [key, hash]);
  const around = { ...Object.fromEntries(now), ...before?.around };
  return {
    ...(before ?? { fingerprint: fingerprint(value), keys: fingerprintKeys(value) }),
    ...(Object.keys(around).length === 0 ? {} : { around }),
  };
}

const HEADER = `# What an experiment was when it began to run, as 8 hex digits per key: visitors are in the data under
# it. Made by npm start, npm run new and npm run check -- --write-lock; commit it with the experiment.
# An entry stays for ever. Only if nobody but you ever saw the experiment may you delete its entry.
`;

/** The lock as its file: ids and keys in alphabetical order, so that branches merge line by line. */
export function lockText(lock: Lock): string {
  const entries = sorted(lock).map(([id, { fingerprint, keys, around }]) =>
    [
      `${id}:`,
      `  fingerprint: '${fingerprint}'`,
      ...hashLines('keys', keys),
      ...(around === undefined ? [] : hashLines('around', around)),
    ].join('\n'),
  );
  return `${HEADER}${entries.map((entry) => `\n${entry}\n`).join('')}`;
}

function hashLines(name: string, hashes: Readonly<Record<string, string>>): readonly string[] {
  return [`  ${name}:`, ...sorted(hashes).map(([key, hash]) => `    ${key}: '${hash}'`)];
}

function sorted<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

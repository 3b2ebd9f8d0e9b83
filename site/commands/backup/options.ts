import type { Inability } from '../terminal.ts';

/** What was typed behind `npm run backup --`. */
export type BackupOptions = {
  readonly ok: true;
  /** The deployed database instead of the one on this machine. */
  readonly remote: boolean;
  /** File to write; null: one in `backups/`, named by the moment. */
  readonly out: string | null;
  readonly help: boolean;
};

/** What was typed behind `npm run restore --`. */
export type RestoreOptions = {
  readonly ok: true;
  readonly file: string;
  readonly remote: boolean;
  /** Put the backup in the place of what is there, which is saved aside before. */
  readonly replace: boolean;
  readonly help: boolean;
};

export const BACKUP_USAGE = `npm run backup [-- --out file.sql] [--remote]

Writes everything in the database into one file: raw rows, statistics, looks, controls, leads. The site
may go on running. The file lies in backups/ and is readable by you alone: it holds personal data, forms
and addresses encrypted. Keep TRUELIFT_DATA_KEYS and TRUELIFT_SIGNING_KEYS with it, in another place:
without them nobody can read the leads.

--remote takes the deployed database instead of the one on this machine (TRUELIFT_STATE). D1 answers no
request while it is exported: choose a quiet hour.`;

export const RESTORE_USAGE = `npm run restore -- backups/truelift-….sql [--replace] [--remote]

Puts a backup back: afterwards every table is what it was, to the byte, and so is the report. Stop the
site before. A database that holds anything is not touched unless you say --replace; what it holds is
then saved first, beside the file.

--remote fills the deployed database that wrangler.toml names. It must be new and empty: make one with
"npx wrangler d1 create", put its id into wrangler.toml, restore, then npm run deploy.`;

/** The words after `npm run backup --`; refuses what cannot be understood. */
export function readBackupOptions(words: readonly string[]): BackupOptions | Inability {
  const known = { remote: false, out: null as string | null, help: false };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--remote') known.remote = true;
    else if (word === '--help') known.help = true;
    else if (word === '--out' || word.startsWith('--out=')) {
      const value = word === '--out' ? (words[++index] ?? '') : word.slice('--out='.length);
      if (value === '' || value.startsWith('--')) return refuse('--out has no value.');
      known.out = value;
    } else return refuse(`"${word}" is no option. See npm run backup -- --help.`);
  }
  return { ok: true, ...known };
}

/** The words after `npm run restore --`; refuses what cannot be understood. */
export function readRestoreOptions(words: readonly string[]): RestoreOptions | Inability {
  const files = words.filter((word) => !word.startsWith('--'));
  const options = words.filter((word) => word.startsWith('--'));
  const odd = options.find((word) => !['--remote', '--replace', '--help'].includes(word));
  if (odd !== undefined) return refuse(`"${odd}" is no option. See npm run restore -- --help.`);
  const [remote, replace, help] = ['--remote', '--replace', '--help'].map((word) =>
    options.includes(word),
  ) as [boolean, boolean, boolean];
  const [file = '', second] = files;
  if (!help && file === '') {
    return refuse(
      'Say which file: npm run restore -- backups/truelift-….sql (npm run backup makes one).',
    );
  }
  if (second !== undefined) return refuse(`One file at a time: "${file}" or "${second}".`);
  if (remote && replace) {
    return refuse(
      '--replace is for this machine alone. Fill a new database and let wrangler.toml name it: the old one stays as it is.',
    );
  }
  return { ok: true, file, remote, replace, help };
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

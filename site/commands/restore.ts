import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { backupName } from './backup/backup-name.ts';
import { type Contents, rowsOf } from './backup/contents.ts';
import {
  importBackup,
  namesDatabase,
  tablesThere,
  withExportedCopy,
} from './backup/deployed-database.ts';
import { isFresh } from './backup/is-fresh.ts';
import { differenceTo, loadBackup } from './backup/load-backup.ts';
import { localDatabaseFile } from './backup/local-database.ts';
import { RESTORE_USAGE, readRestoreOptions } from './backup/options.ts';
import { readBackup } from './backup/read-backup.ts';
import { writeBackup } from './backup/write-backup.ts';
import { migrate } from './local/migrations.ts';
import { ROOT, readSettings } from './local/settings.ts';
import { holdState } from './local/state-lock.ts';
import { toolEnvironment } from './local/tool-environment.ts';
import { giveUp, orGiveUp, say } from './terminal.ts';

// npm run restore: a backup put back, on this machine or into a new deployed database.
const options = orGiveUp(readRestoreOptions(process.argv.slice(2)));
if (options.help) {
  say(RESTORE_USAGE);
} else {
  const file = resolve(options.file);
  const migrations = readdirSync(join(ROOT, 'worker/store/migrations')).sort();
  const { contents } = orGiveUp(await readBackup(file, migrations));
  const { state } = orGiveUp(readSettings(process.env));
  if (options.remote) await restoreDeployed(state, file, contents);
  else await restoreLocal(state, file, { contents, migrations, replace: options.replace });
}

async function restoreLocal(
  state: string,
  file: string,
  of: {
    readonly contents: Contents;
    readonly migrations: readonly string[];
    readonly replace: boolean;
  },
): Promise<void> {
  const held = await holdState(state, 'npm run restore');
  if (!held.ok) giveUp(`${held.sentence} A database that is served cannot be put back.`);
  const env = toolEnvironment(state);
  if (localDatabaseFile(state) === null) orGiveUp(await migrate(state, env));
  const found = localDatabaseFile(state) ?? giveUp(`No database could be made in ${state}.`);
  const database = new DatabaseSync(found);
  if (!isFresh(database)) {
    if (!of.replace) {
      giveUp(
        `The database in ${state} is not empty, and was left as it is. Name an empty folder with TRUELIFT_STATE, or say --replace: what is there is then saved first.`,
      );
    }
    saveAside(database, dirname(file));
  }
  orGiveUp(await loadBackup(database, file, of.contents));
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const older = of.migrations.length > of.contents.migrations.length;
  if (older) orGiveUp(await migrate(state, env));
  say(`${told(of.contents)} are back in ${state}, every table as it was.
npm start serves it (npm run demo would begin anew). Leads open with the keys of that time: put them into .dev.vars.`);
}

function saveAside(database: DatabaseSync, folder: string): void {
  const takenAt = new Date();
  const aside = join(folder, backupName(takenAt, { before: true }));
  writeBackup(database, aside, { takenAt: takenAt.toISOString(), from: 'this machine' });
  say(`What was there is saved: ${aside}`);
}

async function restoreDeployed(state: string, file: string, contents: Contents): Promise<void> {
  const config = join(ROOT, 'wrangler.toml');
  if (!namesDatabase(config)) {
    giveUp(
      'wrangler.toml names no database: run "npx wrangler d1 create truelift" and put its database_id there.',
    );
  }
  const deployed = {
    where: '--remote',
    config,
    scratch: state,
    env: toolEnvironment(state),
  } as const;
  const { tables } = orGiveUp(await tablesThere(deployed));
  if (tables > 0) {
    giveUp(
      `The database that wrangler.toml names has ${tables} tables already, and was left as it is. Make a new one with "npx wrangler d1 create", put its database_id into wrangler.toml, and restore again.`,
    );
  }
  orGiveUp(await importBackup(deployed, file));
  const verdict = await withExportedCopy(deployed, (copy) => ({
    ok: true as const,
    different: differenceTo(copy, contents),
  }));
  const { different } = orGiveUp(verdict);
  if (different !== null) {
    giveUp(
      `The table ${different} came out otherwise than it was: do not deploy on this database.`,
    );
  }
  say(
    `${told(contents)} are in the database that wrangler.toml names, every table as it was. Now: npm run deploy.`,
  );
}

function told(contents: Contents): string {
  return `${rowsOf(contents).toLocaleString('en')} rows of ${contents.takenAt} (${contents.from})`;
}

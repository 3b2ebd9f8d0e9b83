import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { backupName } from './backup/backup-name.ts';
import { type Contents, rowsOf } from './backup/contents.ts';
import { namesDatabase, withExportedCopy } from './backup/deployed-database.ts';
import { localDatabaseFile } from './backup/local-database.ts';
import { BACKUP_USAGE, readBackupOptions } from './backup/options.ts';
import { writeBackup } from './backup/write-backup.ts';
import { ROOT, readSettings } from './local/settings.ts';
import { toolEnvironment } from './local/tool-environment.ts';
import { giveUp, orGiveUp, say } from './terminal.ts';

// npm run backup: the database of this machine, or the deployed one, in one file.
const options = orGiveUp(readBackupOptions(process.argv.slice(2)));
if (options.help) {
  say(BACKUP_USAGE);
} else {
  const takenAt = new Date();
  const file = resolve(options.out ?? join(ROOT, 'backups', backupName(takenAt, options)));
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const { state } = orGiveUp(readSettings(process.env));
  const contents = options.remote
    ? await takeDeployed(state, file, takenAt)
    : takeLocal(state, file, takenAt);
  const rows = rowsOf(contents).toLocaleString('en');
  say(`${file}
${rows} rows of ${Object.keys(contents.tables).length} tables, as of ${contents.takenAt}. It holds personal data: only you may read it.
The leads in it open with TRUELIFT_DATA_KEYS, people are recognised by TRUELIFT_SIGNING_KEYS: keep both, elsewhere.`);
}

function takeLocal(state: string, file: string, takenAt: Date): Contents {
  const found = localDatabaseFile(state);
  if (found === null) {
    return giveUp(
      `There is no database in ${state}: npm start makes one; TRUELIFT_STATE names another folder, --remote takes the deployed one.`,
    );
  }
  const database = new DatabaseSync(found, { readOnly: true });
  const about = { takenAt: takenAt.toISOString(), from: 'this machine' } as const;
  const contents = writeBackup(database, file, about);
  database.close();
  return contents;
}

async function takeDeployed(state: string, file: string, takenAt: Date): Promise<Contents> {
  const config = join(ROOT, 'wrangler.toml');
  if (!namesDatabase(config)) {
    return giveUp('wrangler.toml names no database (database_id): there is nothing deployed yet.');
  }
  const deployed = {
    where: '--remote',
    config,
    scratch: state,
    env: toolEnvironment(state),
  } as const;
  const about = { takenAt: takenAt.toISOString(), from: 'the deployed database' } as const;
  return orGiveUp(
    await withExportedCopy(deployed, (copy) => ({
      ok: true as const,
      ...writeBackup(copy, file, about),
    })),
  );
}

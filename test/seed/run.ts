import { join } from 'node:path';
import { readSecrets } from '#site/commands/local/secrets.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { giveUp } from '#site/commands/terminal.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { demoRows } from './demo-rows.ts';
import { closeLocalDatabase, openLocalDatabase } from './local-database.ts';
import { toSql } from './rows.ts';

// Writes the demo's rows into the local database of the state folder named as argument.
const { catalog } = await import('#generated/catalog.ts');
const state = process.argv[2] ?? giveUp('Name the state folder to write to.');
const secrets = readSecrets(join(ROOT, '.dev.vars'));
const data = await keyring(secrets.TRUELIFT_DATA_KEYS, 'AES-GCM');
const signing = await keyring(secrets.TRUELIFT_SIGNING_KEYS, 'HMAC');
if (data === null || signing === null)
  giveUp('A key in .dev.vars is none: delete its line and start again.');
const database = openLocalDatabase(state);
database.exec(`BEGIN;\n${toSql(await demoRows(catalog, { signing, data }, Date.now()))}\nCOMMIT;`);
closeLocalDatabase(database);

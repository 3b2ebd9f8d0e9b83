import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSecrets } from '#site/commands/local/secrets.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { giveUp } from '#site/commands/terminal.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { demoRows } from './demo-rows.ts';
import { toSql } from './rows.ts';

// Writes the demo's rows as SQL into the file named as argument.
const { catalog } = await import('#generated/catalog.ts');
const file = process.argv[2] ?? giveUp('Name the file to write.');
const keys = await keyring(readSecrets(join(ROOT, '.dev.vars')).TRUELIFT_DATA_KEYS, 'AES-GCM');
if (keys === null)
  giveUp('TRUELIFT_DATA_KEYS in .dev.vars is no key: delete its line and start again.');
const now = Date.now();
const today = now - (now % 86_400_000);
writeFileSync(file, toSql(await demoRows(catalog, keys, today)));

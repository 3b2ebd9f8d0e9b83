import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import { writeLock } from '#site/build/write-lock.ts';
import { requireFreePort } from './local/port.ts';
import { prepare } from './local/prepare.ts';
import { serve } from './local/serve.ts';
import { ROOT, readSettings } from './local/settings.ts';
import { holdState } from './local/state-lock.ts';
import { orGiveUp, say } from './terminal.ts';

// npm start: lock of what runs, secrets, build, local database, server.
const settings = orGiveUp(readSettings(process.env));
orGiveUp(await requireFreePort(settings.port));
orGiveUp(await holdState(settings.state));
for (const id of await writeLock(ROOT)) {
  say(`${id} runs now: what it is was written to ${LOCK_FILE}. Commit it.`);
}
const env = await prepare(settings.state);
await serve(settings, env);

import { requireFreePort } from './local/port.ts';
import { prepare } from './local/prepare.ts';
import { serve } from './local/serve.ts';
import { readSettings } from './local/settings.ts';
import { orGiveUp } from './terminal.ts';

// npm start: secrets, build, local database, server.
const settings = orGiveUp(readSettings(process.env));
orGiveUp(await requireFreePort(settings.port));
const env = await prepare(settings.state);
await serve(settings, env);

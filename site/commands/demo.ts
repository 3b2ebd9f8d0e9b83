import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreePort } from './local/port.ts';
import { prepare } from './local/prepare.ts';
import { seed } from './local/seed.ts';
import { serve } from './local/serve.ts';
import { readSettings } from './local/settings.ts';
import { holdState } from './local/state-lock.ts';
import { orGiveUp, say } from './terminal.ts';

// npm run demo: like npm start, on six weeks of made-up visitors; each run begins anew. Its site
// has more pages: /gallery/ with every section in each state, and those of experiments in every
// state that a report can be in.
const settings = orGiveUp(readSettings(process.env, '.truelift/demo'));
orGiveUp(await requireFreePort(settings.port, 'npm run demo'));
orGiveUp(await holdState(settings.state, 'npm run demo'));
process.env.TRUELIFT_GALLERY = '1';
process.env.TRUELIFT_MORE = 'test/seed/more';
rmSync(join(settings.state, 'v3'), { recursive: true, force: true });
const env = await prepare(settings.state);
say('Writing six weeks of made-up visitors …');
orGiveUp(await seed(settings.state, env));
await serve(settings, env);

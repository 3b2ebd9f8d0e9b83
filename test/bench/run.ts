import { join } from 'node:path';
import { ensureSecrets } from '#site/commands/local/secrets.ts';
import { ROOT, readSettings } from '#site/commands/local/settings.ts';
import { buildSite } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { orGiveUp, say } from '#site/commands/terminal.ts';
import type { Figure } from './figure.ts';
import { pageWeights } from './page-weight.ts';
import { rowsWritten } from './rows-written.ts';
import { workerStart } from './worker-start.ts';

// npm run bench: figures of what is built now, taken in one run.
const settings = orGiveUp(readSettings(process.env));
const env = toolEnvironment(settings.state);
ensureSecrets(join(ROOT, '.dev.vars'));
orGiveUp(await buildSite(env));

const figures: readonly Figure[] = [
  ...pageWeights(),
  ...(await workerStart(env)),
  ...(await rowsWritten()),
];
const width = Math.max(...figures.map(({ what }) => what.length));
for (const { what, value, how } of figures) {
  say(`${what.padEnd(width)}  ${value.padStart(14)}  (${how})`);
}

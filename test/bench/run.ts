import { join } from 'node:path';
import { ensureSecrets } from '#site/commands/local/secrets.ts';
import { ROOT, readSettings } from '#site/commands/local/settings.ts';
import { buildSite } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { giveUp, orGiveUp, say } from '#site/commands/terminal.ts';
import { writeBlock } from '#test/simulate/readme-block.ts';
import type { Figure } from './figure.ts';
import { pageWeights } from './page-weight.ts';
import { readmeFigures } from './readme-figures.ts';
import { rowsWritten } from './rows-written.ts';
import { statisticsFigures } from './statistics/figures.ts';
import { workerStart } from './worker-start.ts';

// npm run bench: figures of what is built now, taken in one run; --write puts them into README.md.
const [option, ...more] = process.argv.slice(2);
if (more.length > 0 || (option !== undefined && option !== '--write')) {
  giveUp('npm run bench takes one option: -- --write puts the figures into README.md.');
}
const settings = orGiveUp(readSettings(process.env));
const env = toolEnvironment(settings.state);
ensureSecrets(join(ROOT, '.dev.vars'));
orGiveUp(await buildSite(env));

const figures: readonly Figure[] = [
  ...pageWeights(),
  ...(await workerStart(env)),
  ...(await rowsWritten()),
  ...statisticsFigures(),
];
const width = Math.max(...figures.map(({ what }) => what.length));
for (const { what, value, how } of figures) {
  say(`${what.padEnd(width)}  ${value.padStart(14)}  (${how})`);
}
if (option === '--write') {
  writeBlock('bench', readmeFigures(figures));
  say('The figures are in README.md.');
}

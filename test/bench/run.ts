import { join } from 'node:path';
import { ensureSecrets } from '#site/commands/local/secrets.ts';
import { ROOT, readSettings } from '#site/commands/local/settings.ts';
import { buildSite } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { giveUp, orGiveUp, say } from '#site/commands/terminal.ts';
import { writeBlock } from '#test/simulate/figures-block.ts';
import { buildScale } from './build-scale.ts';
import { compositionFiguresAlone } from './compose-page.ts';
import type { Figure } from './figure.ts';
import { figuresTable, figureTable } from './figures-table.ts';
import { pageWeights } from './page-weight.ts';
import { lighthouseRows, lighthouseTable } from './pages/lighthouse-rows.ts';
import { paintFigures } from './pages/paint.ts';
import { reportScale } from './report-scale/report-scale.ts';
import { rowsWritten } from './rows-written.ts';
import { statisticsFigures } from './statistics/figures.ts';
import { workerStart } from './worker-start.ts';

// npm run bench: figures of what is built now, taken in one run. Two take long and run alone:
// --lighthouse, the scores of every page and variant, a quarter of an hour; --report-scale, the
// report over a year of ten million exposures, half an hour and 4 GB of disk (TRUELIFT_SCALE names
// a folder that keeps its databases). --write puts the figures into site/guide/figures.md.
const options = process.argv.slice(2);
const write = options.includes('--write');
if (options.some((option) => !['--write', '--lighthouse', '--report-scale'].includes(option))) {
  giveUp(
    'npm run bench takes: -- --lighthouse for Lighthouse, --report-scale for ten million exposures, --write for site/guide/figures.md.',
  );
}
const settings = orGiveUp(readSettings(process.env));
const env = toolEnvironment(settings.state);
ensureSecrets(join(ROOT, '.dev.vars'));
orGiveUp(await buildSite(env));

if (options.includes('--lighthouse')) {
  const table = lighthouseTable(await lighthouseRows(say));
  if (write) writeBlock('lighthouse', table);
  else say(table);
  process.exit(0);
}

if (options.includes('--report-scale')) {
  const figures = await reportScale(env, process.env.TRUELIFT_SCALE);
  for (const { what, value, how } of figures) say(`${what}: ${value} (${how})`);
  if (write) writeBlock('report-scale', figureTable(figures));
  process.exit(0);
}

const figures: readonly Figure[] = [
  ...(await pageWeights()),
  ...(await paintFigures()),
  ...compositionFiguresAlone(),
  ...(await buildScale(env)),
  ...(await workerStart(env)),
  ...(await rowsWritten()),
  ...statisticsFigures(),
];
const width = Math.max(...figures.map(({ what }) => what.length));
for (const { what, value, how } of figures) {
  say(`${what.padEnd(width)}  ${value.padStart(14)}  (${how})`);
}
if (write) {
  writeBlock('bench', figuresTable(figures));
  say('The figures are in site/guide/figures.md.');
}

import path from 'node:path';
import process from 'node:process';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { overview } from '#experiments/definition/catalog/overview.ts';
import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import { errorsOf, inReadingOrder, type Problem } from '#experiments/definition/faults/problem.ts';
import { load } from '#site/build/load.ts';
import { overviewText } from '#site/build/overview-text.ts';
import { reportText } from '#site/build/report-text.ts';
import { writeLock } from '#site/build/write-lock.ts';
import { crmText } from './check/crm-text.ts';
import { durations, durationsText } from './check/durations.ts';
import { lockText } from './check/lock-text.ts';
import { neededText } from './check/needed.ts';
import { readCheckOptions } from './check/options.ts';
import { ADS_FILE } from './links/options.ts';
import { readAds } from './links/read-ads.ts';
import { readSecrets } from './local/secrets.ts';
import { orGiveUp } from './terminal.ts';

// npm run check: reads everything that people edit and says what will be built and assigned.
// --traffic 400 adds how long it takes, --write-lock records what runs, --json gives the same as
// data. Exit code 1 when anything is wrong, or runs without being locked.
const { json, traffic, ...options } = orGiveUp(readCheckOptions(process.argv.slice(2)));
/** Of the narrowest terminal that people use. */
const COLUMNS = 80;
const root = process.cwd();
const written = options.writeLock ? await writeLock(root) : [];
const loaded = await load(root, traffic ?? undefined);
const ads = loaded.ok ? await adProblems(loaded, root) : [];
// A table of ads that cannot be read is as wrong as a page: its links would lead elsewhere.
const compiled: Compiled =
  !loaded.ok || errorsOf(ads).length > 0
    ? {
        ok: false,
        problems: loaded.ok ? inReadingOrder([...loaded.warnings, ...ads]) : loaded.problems,
      }
    : { ...loaded, warnings: inReadingOrder([...loaded.warnings, ...ads]) };
if (json) {
  process.stdout.write(`${JSON.stringify(dataOf(compiled), null, 2)}\n`);
} else if (compiled.ok) {
  const { site, experiments, crm } = compiled.catalog;
  const leads = crmText(crm, readSecrets(path.join(root, '.dev.vars')));
  const blocks = [
    `${site.name}, ${site.origin}, ${site.timeZone}, ${site.currency}`,
    overviewText(overview(compiled), COLUMNS),
    traffic === null ? neededText(experiments) : durationsText(durations(experiments, traffic)),
    ...(leads === null ? [] : [leads]),
    lockText(compiled, written),
    ...(compiled.warnings.length > 0 ? [reportText(compiled.warnings)] : []),
    ...(compiled.unlocked.length + compiled.warnings.length > 0
      ? []
      : ['All definitions are valid.']),
  ];
  process.stdout.write(`${blocks.join('\n\n')}\n`);
} else {
  process.stderr.write(`${reportText(compiled.problems)}\n`);
}
process.exitCode = compiled.ok && compiled.unlocked.length === 0 ? 0 : 1;

async function adProblems(
  project: Extract<Compiled, { readonly ok: true }>,
  root: string,
): Promise<readonly Problem[]> {
  const { origin } = project.catalog.site;
  const { problems } = await readAds(project, { root, file: ADS_FILE, origin });
  return problems;
}

function dataOf(found: Compiled): object {
  if (!found.ok) return found;
  return {
    ok: found.unlocked.length === 0,
    landings: overview(found),
    ...(traffic === null ? {} : { durations: durations(found.catalog.experiments, traffic) }),
    lock: { file: LOCK_FILE, unlocked: found.unlocked, written },
    warnings: found.warnings,
  };
}

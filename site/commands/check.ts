import path from 'node:path';
import process from 'node:process';
import { overview } from '#experiments/definition/overview.ts';
import { load } from '#site/build/load.ts';
import { overviewText } from '#site/build/overview-text.ts';
import { reportText } from '#site/build/report-text.ts';

// npm run check: reads everything that people edit and says what will be built and assigned.
// With --json the same as data. Exit code 1 when anything is wrong.
const compiled = await load(path.resolve(import.meta.dirname, '../..'));
if (process.argv.includes('--json')) {
  const answer = compiled.ok
    ? { ok: true, landings: overview(compiled), warnings: compiled.warnings }
    : compiled;
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
} else if (compiled.ok) {
  const { site } = compiled.catalog;
  const end =
    compiled.warnings.length === 0 ? 'All definitions are valid.' : reportText(compiled.warnings);
  process.stdout.write(
    `${site.name}, ${site.origin}, ${site.timeZone}, ${site.currency}\n\n` +
      `${overviewText(overview(compiled))}\n\n${end}\n`,
  );
} else {
  process.stderr.write(`${reportText(compiled.problems)}\n`);
}
process.exitCode = compiled.ok ? 0 : 1;

import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { writeLock } from '#site/build/write-lock.ts';
import { terminalAsk } from './ask.ts';
import { collect, type Field } from './new/collect.ts';
import { copiedFile, copyFields } from './new/copy-experiment.ts';
import { experimentFile } from './new/experiment.ts';
import { EXPERIMENT_EXAMPLE, experimentFields } from './new/experiment-fields.ts';
import { readNewOptions } from './new/options.ts';
import { PAGE_EXAMPLE, pageFields, pageFiles } from './new/page.ts';
import { openProject, writeChecked } from './new/project.ts';
import { giveUp, orGiveUp, say } from './terminal.ts';

// npm run new -- page|experiment: writes the files of a page or an experiment, asking for what was
// not typed. What it writes passes npm run check; what exists it never touches.
const root = process.cwd();
const options = orGiveUp(readNewOptions(process.argv.slice(2)));
const ask = terminalAsk();
const kind = options.kind ?? (await ask?.('A page or an experiment?'));
if (kind !== 'page' && kind !== 'experiment') {
  giveUp(`Say what to write: ${PAGE_EXAMPLE}, or ${EXPERIMENT_EXAMPLE}`);
}
const project = orGiveUp(await openProject(root));
const month = new Date().toISOString().slice(0, 7);
const copied = kind === 'experiment' ? options.values['copy']?.[0] : undefined;
const files = await filesFor();
const { warnings } = orGiveUp(await writeChecked(project, files));
for (const { file, append } of files) {
  const ids = [...(append ?? '').matchAll(/^- id: (.+)$/gm)].map(([, id]) => `${id}`);
  say(append === undefined ? `Wrote ${file}` : `Added to ${file}: ${listText(ids, 'and')}`);
}
for (const warning of warnings) say(warning);
const locked = options.values['visitors'] === undefined ? [] : await writeLock(root);
if (locked.length > 0) say(`${listText(locked, 'and')}: recorded in ${LOCK_FILE}`);
say(next());

async function filesFor() {
  if (kind === 'page') return pageFiles(project, await values(pageFields(project), PAGE_EXAMPLE));
  if (copied !== undefined) {
    const found = await values(copyFields(project, copied), EXPERIMENT_EXAMPLE);
    return [await copiedFile(project, found, month)];
  }
  const found = await values(
    experimentFields(project, gitUser(), options.values['shows'] !== undefined),
    EXPERIMENT_EXAMPLE,
  );
  return [experimentFile(project, found, month)];
}

async function values(fields: readonly Field[], example: string) {
  return orGiveUp(await collect(fields, options.values, { ask, say, example })).values;
}

function gitUser(): string {
  const { status, stdout } = spawnSync('git', ['config', 'user.name'], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : '';
}

function next(): string {
  const [first] = files;
  const id = first?.file.replace(/^.*\//, '').replace(/\.yaml$/, '') ?? '';
  if (kind === 'page') return 'Edit its texts, then see it with npm run dev.';
  if (options.values['visitors'] !== undefined) return 'It runs with the next build.';
  return `It is a draft, free to edit. Before it runs: npm run plan -- ${id}`;
}

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { listText } from '#experiments/definition/faults/problem.ts';
import { LABEL, NOT_RANDOMISED_CAVEAT } from '#experiments/report/decision/not-randomised.ts';
import { CATALOG_FOLDER, load } from '#site/build/load.ts';
import { reportText } from '#site/build/report-text.ts';
import { terminalAsk } from './ask.ts';
import { choose } from './ship/choose.ts';
import { diffText } from './ship/diff-text.ts';
import { editsFor } from './ship/edits.ts';
import { readShipOptions } from './ship/options.ts';
import { otherLocaleWarnings } from './ship/other-locale.ts';
import { uncommitted } from './ship/uncommitted.ts';
import { giveUp, orGiveUp, say } from './terminal.ts';

// npm run ship -- <experiment>: puts the winner's changes into the page and ends the experiment,
// after showing what changes. Writes nothing without a yes.
const root = process.cwd();
const options = orGiveUp(readShipOptions(process.argv.slice(2)));
const compiled = await load(root);
if (!compiled.ok) giveUp(reportText(compiled.problems));
const ask = terminalAsk();
const choice = orGiveUp(await choose(options, compiled.catalog.experiments, ask));
const { edits } = orGiveUp(await editsFor(root, compiled, choice));
const files = edits.map(({ file }) => file);
const open = uncommitted(root, files);
if (open.length > 0) {
  giveUp(
    `${listText(open, 'and')} ${open.length === 1 ? 'has' : 'have'} changes that are not committed: commit or undo them first, so that what is shipped can be told from them.`,
  );
}
if (choice.experiment.assignedBy !== undefined) {
  say(`${LABEL}. ${NOT_RANDOMISED_CAVEAT} The winner becomes the page of everybody.\n`);
}
for (const warning of otherLocaleWarnings(compiled, choice)) say(`${warning}\n`);
say(edits.map(({ file, before, after }) => diffText(file, before, after)).join('\n\n'));
if (!options.yes) {
  if (ask === null) giveUp('Nothing was written: add --yes to write this.');
  const answer = await ask(`\nWrite ${listText(files, 'and')}? [y/N]`);
  if (!/^y(es)?$/i.test(answer)) giveUp('Nothing was written.');
}
for (const { file, after } of edits) await writeFile(path.join(root, file), after);
const { experiment, winner } = choice;
say(
  `\n${experiment.id} has ended; ${winner.id} is ${files.every((file) => file.startsWith(CATALOG_FOLDER)) ? 'what its pages show already' : 'the page now'}. Commit ${listText(files, 'and')}.`,
);

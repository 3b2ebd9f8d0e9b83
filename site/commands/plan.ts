import process from 'node:process';
import { planLines } from '#experiments/planning/plan-lines.ts';
import { planSentences } from '#experiments/planning/plan-sentences.ts';
import { planWords } from '#experiments/planning/plan-words.ts';
import { ROOT } from './local/settings.ts';
import { answer } from './plan/answer.ts';
import { readOptions } from './plan/options.ts';
import { planText } from './plan/text.ts';
import { USAGE } from './plan/usage.ts';

// npm run plan: the visitors and weeks that an experiment, or numbers that were typed, need.
// With --json the same as data. Exit code 1 when there is no plan.
const words = planWords('en');
const options = readOptions(process.argv.slice(2));
const json = process.argv.includes('--json');
if (options.ok && options.help) {
  process.stdout.write(`${USAGE}\n`);
} else {
  const around = { root: ROOT, environment: process.env, words };
  const found = options.ok ? await answer(options, around) : options;
  // The narrow space before a percent sign is for pages; terminals and searches want a plain one.
  const plain = (text: string): string => `${text.replaceAll('\u202f', ' ')}\n`;
  if (json) {
    const data = found.ok
      ? {
          ok: true,
          experiment: found.experiment,
          plan: found.plan,
          sentences: planSentences(found.plan, words),
          remarks: found.frame.remarks,
          yaml: planLines(found.plan),
        }
      : found;
    process.stdout.write(plain(JSON.stringify(data, null, 2)));
  } else if (found.ok) {
    process.stdout.write(plain(planText(found.plan, found.frame)));
  } else {
    process.stderr.write(plain(found.sentence));
  }
  process.exitCode = found.ok ? 0 : 1;
}

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {
  MOST_IMPORTED,
  type StageImport,
  type StageImportAnswer,
  type StageImportVerdict,
} from '#experiments/contract/stage-import.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { load } from '#site/build/load.ts';
import { reportText } from '#site/build/report-text.ts';
import { readImportOptions, USAGE } from './import-stages/options.ts';
import { readStageFile } from './import-stages/read-file.ts';
import { readReportKey } from './local/secrets.ts';
import { ROOT } from './local/settings.ts';
import { giveUp, orGiveUp, say } from './terminal.ts';

// npm run import-stages: what became of leads, deals and orders, from a CSV file.
const options = orGiveUp(readImportOptions(process.argv.slice(2)));
if (options.help) say(USAGE);
else await importStages(options);

async function importStages({
  file,
  source,
  dryRun,
  to,
  result,
}: Extract<ReturnType<typeof readImportOptions>, { ok: true }>): Promise<void> {
  const { rows } = orGiveUp(readStageFile(file, readText(file)));
  const origin = to ?? `http://127.0.0.1:${process.env.PORT || 8787}`;
  const key =
    process.env.TRUELIFT_REPORT_KEY ||
    (to === null ? readReportKey(path.join(ROOT, '.dev.vars')) : undefined);
  if (!key) giveUp(`Set TRUELIFT_REPORT_KEY to the report key of ${origin}.`);
  const named = source ?? (await onlySource());
  const verdicts: StageImportVerdict[] = [];
  for (let from = 0; from < rows.length; from += MOST_IMPORTED) {
    const body = { source: named, dryRun, rows: rows.slice(from, from + MOST_IMPORTED) };
    verdicts.push(...(await send(origin, key, body)).rows);
  }
  const resultFile = result ?? file.replace(/(\.csv)?$/i, '.result.csv');
  writeFileSync(resultFile, resultText(verdicts));
  const count = (verdict: StageImportVerdict['verdict']) =>
    verdicts.filter((one) => one.verdict === verdict).length;
  say(
    `${dryRun ? 'Nothing was written. ' : ''}${verdicts.length} rows: ${count('matched')} matched, ${count('waiting')} waiting for their lead, ${count('duplicate')} on record already, ${count('rejected')} rejected. Each row: ${resultFile}`,
  );
  for (const { line, verdict, message } of verdicts) {
    if (verdict === 'rejected') process.stderr.write(`${file}:${line}  ${message}\n`);
  }
  process.exitCode = count('rejected') > 0 ? 1 : 0;
}

async function onlySource(): Promise<string> {
  const compiled = await load(ROOT);
  if (!compiled.ok) giveUp(reportText(compiled.problems));
  const ids = compiled.catalog.crm.sources.map(({ id }) => id);
  const [only, second] = ids;
  if (only === undefined) giveUp('site/crm.yaml names no source: whose words are in the file?');
  if (second !== undefined) giveUp(`Say whose file it is: --source ${listText(ids)}.`);
  return only;
}

async function send(origin: string, key: string, body: StageImport): Promise<StageImportAnswer> {
  const response = await fetch(`${origin}/report/api/stages`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
  }).catch(() => giveUp(`Nothing answers at ${origin}: is the site running (npm start)?`));
  if (response.ok) return (await response.json()) as StageImportAnswer;
  const text = await response.text();
  const told = /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.slice(0, 200);
  giveUp(`${origin} answered ${response.status}: ${told}
Rows that were told before are on record; the whole file again changes nothing of them.`);
}

/** For a spreadsheet; a message holds words of the file, so none may begin a formula. */
function resultText(verdicts: readonly StageImportVerdict[]): string {
  const cell = (text: string) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  const lines = verdicts.map(({ line, verdict, message }) => `${line},${verdict},${cell(message)}`);
  return `line,verdict,message\n${lines.join('\n')}\n`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return giveUp(`${file} cannot be read.`);
  }
}

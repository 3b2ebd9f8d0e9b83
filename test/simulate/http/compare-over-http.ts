import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureSecrets, readSecrets } from '#site/commands/local/secrets.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { giveUp } from '#site/commands/terminal.ts';
import type { HttpOptions } from '../options.ts';
import { readingsOf, tableOf } from './print.ts';
import { simulateHttp } from './simulate-http.ts';

/** Sends visitors to a running site and says how its counts compare; whether all are equal. */
export async function compareOverHttp(
  { base, ledger, ...crowd }: HttpOptions,
  say: (line: string) => void,
): Promise<boolean> {
  const secrets = join(ROOT, '.dev.vars');
  ensureSecrets(secrets);
  await fetch(`${base}/_tl/health`).catch(() =>
    giveUp(`Nothing answers at ${base}: start it with npm start.`),
  );
  const reportKey = readSecrets(secrets).TRUELIFT_REPORT_KEY ?? '';
  const { books, lines, reports, faults, seconds } = await simulateHttp({
    base,
    reportKey,
    ...crowd,
    say,
  });
  for (const line of tableOf(lines)) say(line);
  say('');
  for (const line of readingsOf(reports)) say(line);
  for (const surprise of books.surprises) say(`Unexpected: ${surprise}`);
  if (ledger !== null) {
    const file = resolve(ledger);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ v: 1, seed: crowd.seed, lines, reports }, null, 2)}\n`);
    say(`Ledger and reports are in ${file}.`);
  }
  say(
    `\n${crowd.visitors} visitors in ${seconds.toFixed(0)} s, ${lines.length} counts compared, ${faults} differ.`,
  );
  return faults === 0;
}

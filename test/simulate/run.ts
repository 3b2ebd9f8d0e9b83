import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureSecrets, readSecrets } from '#site/commands/local/secrets.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { runTool } from '#site/commands/local/tool.ts';
import { giveUp, say } from '#site/commands/terminal.ts';

// npm run simulate: fixed worlds in memory; with --http, visitors against a running server.
const { values } = parseArgs({
  options: {
    http: { type: 'boolean', default: false },
    base: { type: 'string', default: `http://127.0.0.1:${process.env.PORT ?? 8787}` },
    visitors: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '2026' },
    concurrency: { type: 'string', default: '16' },
    ledger: { type: 'string' },
  },
});

// The worlds and the ledger follow the definitions as they are now.
const generated = await runTool({ tool: 'generate', env: process.env });
if (generated.code !== 0) giveUp(generated.output.trim());
await (values.http ? http() : worlds()).catch((error: unknown) =>
  giveUp(`The simulation stopped: ${error instanceof Error ? error.message : String(error)}`),
);

async function worlds(): Promise<void> {
  const { playFixedWorlds } = await import('./worlds/fixed-worlds.ts');
  let bad = 0;
  for (const id of ['crm-headline', 'crm-form', 'offer-price-frame', 'offer-aa']) {
    const outcomes = playFixedWorlds(id);
    const covered = outcomes.filter((outcome) => outcome.covered).length;
    const won = outcomes.filter(({ pValue }) => pValue !== null && pValue < 0.05).length;
    const planted = `${((outcomes[0]?.planted ?? 0) * 100).toFixed(0)} %`;
    say(
      `${id}: planted ${planted}, in its 95 % interval in ${covered} of 20 worlds, called in ${won}`,
    );
    if (covered < 18) bad += 1;
  }
  process.exitCode = bad === 0 ? 0 : 1;
}

async function http(): Promise<void> {
  const { simulateHttp } = await import('./http/simulate-http.ts');
  const { readingsOf, tableOf } = await import('./http/print.ts');
  const base = values.base.replace(/\/$/, '');
  const secrets = join(ROOT, '.dev.vars');
  ensureSecrets(secrets);
  await fetch(`${base}/_tl/health`).catch(() =>
    giveUp(`Nothing answers at ${base}: start it with npm start.`),
  );
  const outcome = await simulateHttp({
    base,
    reportKey: readSecrets(secrets).TRUELIFT_REPORT_KEY ?? '',
    visitors: count('visitors', values.visitors),
    seed: values.seed,
    concurrency: count('concurrency', values.concurrency),
    say,
  });
  const { books, lines, reports, faults, seconds } = outcome;
  for (const line of tableOf(lines)) say(line);
  say('');
  for (const line of readingsOf(reports)) say(line);
  for (const surprise of books.surprises) say(`Unexpected: ${surprise}`);
  if (values.ledger) writeLedger(values.ledger, outcome);
  say(
    `\n${values.visitors} visitors in ${seconds.toFixed(0)} s, ${lines.length} counts compared, ${faults} differ.`,
  );
  process.exitCode = faults === 0 ? 0 : 1;
}

function writeLedger(path: string, { lines, reports }: { lines: unknown; reports: unknown }): void {
  const file = resolve(path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ v: 1, seed: values.seed, lines, reports }, null, 2)}\n`);
  say(`Ledger and reports are in ${file}.`);
}

function count(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  return giveUp(`--${name} is "${text}": give a whole number above 0.`);
}

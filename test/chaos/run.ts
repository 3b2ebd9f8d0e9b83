import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '#site/commands/local/settings.ts';
import { giveUp, orGiveUp, say } from '#site/commands/terminal.ts';
import { prepareSite, removeState } from './chaos-site.ts';
import { playFlood } from './flood.ts';
import { playFullDisk } from './full-disk.ts';
import { playKills } from './kills.ts';
import { type Options, type Part, readOptions, USAGE } from './options.ts';
import { diskRows, floodRows, killRows, type Row, tableOf, twoRows } from './table.ts';
import { playTwoServers } from './two-servers.ts';

// npm run test:chaos: the built site under kills, a full disk, a flood and a second server.
const options = orGiveUp(readOptions(process.argv.slice(2)));
if (options.help) {
  say(USAGE);
  process.exit(0);
}

type Outcome = { readonly rows: readonly Row[]; readonly faults: readonly string[] };
type Prepared = Awaited<ReturnType<typeof prepareSite>>;

const PLAYS: Readonly<Record<Part, (prepared: Prepared, asked: Options) => Promise<Outcome>>> = {
  kills: async (prepared, { kills, senders, seed }) => {
    const outcome = await playKills(prepared, { kills, senders, seed, say });
    return { rows: killRows(outcome, kills), faults: outcome.faults };
  },
  disk: async (prepared) => {
    const outcome = await playFullDisk(prepared);
    if (!outcome.ok) return { rows: [['full disk', 'not played', '']], faults: [outcome.sentence] };
    return { rows: diskRows(outcome), faults: outcome.faults };
  },
  flood: async (prepared, { seed }) => {
    const outcome = await playFlood(prepared, { messages: 1_000, seed });
    return { rows: floodRows(outcome), faults: outcome.faults };
  },
  two: async (prepared, asked) => {
    const outcome = await playTwoServers(prepared, asked);
    return { rows: twoRows(outcome), faults: outcome.faults };
  },
};

/** Each part has a database of its own, so that it knows every row that may be in it. */
async function play(part: Part): Promise<Outcome> {
  const state = join(ROOT, '.truelift/chaos', part);
  removeState(state);
  mkdirSync(state, { recursive: true });
  say(`\n── ${part}`);
  const outcome = await PLAYS[part](await prepareSite(state, 9_700), options as Options);
  if (outcome.faults.length === 0) removeState(state);
  else say(`The database and the server's log stay in ${state}.`);
  return outcome;
}

say(`Seed ${options.seed}; the same again: npm run test:chaos -- --seed ${options.seed}`);
const rows: Row[] = [];
const faults: string[] = [];
for (const part of options.parts) {
  const outcome = await play(part).catch((error: unknown) =>
    giveUp(`${part} stopped: ${error instanceof Error ? error.stack : String(error)}`),
  );
  rows.push(...outcome.rows);
  faults.push(...outcome.faults.map((fault) => `${part}: ${fault}`));
}
say('');
for (const line of tableOf(rows)) say(line);
for (const fault of faults.slice(0, 40)) say(`Fault: ${fault}`);
say(
  faults.length === 0
    ? `\nEvery promise was kept. Seed ${options.seed}.`
    : `\n${faults.length} promises were broken. Seed ${options.seed}.`,
);
process.exit(faults.length === 0 ? 0 : 1);

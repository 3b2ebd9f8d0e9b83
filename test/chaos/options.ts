import { parseArgs } from 'node:util';
import type { Inability } from '#site/commands/terminal.ts';

export const PARTS = ['kills', 'disk', 'flood', 'two'] as const;
export type Part = (typeof PARTS)[number];

export type Options = {
  readonly ok: true;
  readonly help: boolean;
  readonly seed: string;
  readonly kills: number;
  readonly senders: number;
  readonly parts: readonly Part[];
};

export const USAGE = `npm run test:chaos -- [--seed text] [--kills 12] [--senders 16] [--only kills,disk,flood,two]

Serves the built site from a state folder of its own and makes it suffer, then compares what was
acknowledged with what is stored, row by row, and the statistics with a rebuild from raw rows:
  kills  SIGKILL to the whole process group, while many write and while the cron runs
  disk   the disk under the database is full for a while
  flood  a thousand signed messages of a CRM at once
  two    a second server on the same state folder: refused; and where that is got around, what is lost`;

/** Reads the command line; a sentence for the person when it cannot be meant. */
export function readOptions(args: readonly string[]): Options | Inability {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        kills: { type: 'string', default: '12' },
        senders: { type: 'string', default: '16' },
        only: { type: 'string', default: PARTS.join(',') },
      },
    });
    const { help, seed, only } = values;
    for (const name of ['kills', 'senders'] as const) {
      if (/^[1-9]\d{0,3}$/.test(values[name])) continue;
      return refuse(`--${name} is "${values[name]}": give a whole number from 1 to 9999.`);
    }
    const parts = only.split(',');
    const strange = parts.find((part) => !(PARTS as readonly string[]).includes(part));
    if (strange !== undefined) {
      return refuse(`--only names "${strange}": there are ${PARTS.join(', ')}.`);
    }
    const [kills, senders] = [Number(values.kills), Number(values.senders)];
    return { ok: true, help, seed, kills, senders, parts: parts as Part[] };
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function refuse(sentence: string): Inability {
  return { ok: false, sentence };
}

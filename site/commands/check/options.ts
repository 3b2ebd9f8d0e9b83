import { parseArgs } from 'node:util';
import type { Traffic } from '#experiments/definition/checks/traffic.ts';
import { nearest } from '#experiments/definition/faults/nearest.ts';
import type { Inability } from '../terminal.ts';

/** What was typed after `npm run check --`. */
export type CheckOptions = {
  readonly ok: true;
  readonly json: boolean;
  readonly writeLock: boolean;
  /** New visitors per day: of every page, and of single pages by their path. */
  readonly traffic: Traffic | null;
};

const NAMES: readonly string[] = ['json', 'write-lock', 'traffic'];

/** Reads `--json`, `--write-lock`, `--traffic 400` and `--traffic /crm/=580`; refuses anything else. */
export function readCheckOptions(words: readonly string[]): CheckOptions | Inability {
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      json: { type: 'boolean' },
      'write-lock': { type: 'boolean' },
      traffic: { type: 'string', multiple: true },
    },
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const typed: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional')
      return refuse(
        `"${token.value}" is one word too many: npm run check takes options alone, for example --traffic 400.`,
      );
    if (token.kind !== 'option') continue;
    if (!NAMES.includes(token.name)) return unknown(token.name);
    if (token.name === 'traffic') typed.push(token.value ?? '');
  }
  const given = (name: string) =>
    tokens.some((token) => token.kind === 'option' && token.name === name);
  const traffic = readTraffic(typed);
  if (traffic === undefined) {
    return refuse(
      `--traffic is "${typed.join(' ')}": give new visitors per day, for example --traffic 400, or --traffic /crm/=400 for one page.`,
    );
  }
  return { ok: true, json: given('json'), writeLock: given('write-lock'), traffic };
}

function readTraffic(typed: readonly string[]): Traffic | null | undefined {
  if (typed.length === 0) return null;
  let everywhere: number | null = null;
  const byPath: Record<string, number> = {};
  for (const text of typed) {
    const match = /^(?:(\/.*)=)?(\d{1,9})$/.exec(text);
    if (match === null || Number(match[2]) === 0) return undefined;
    if (match[1] === undefined) everywhere = Number(match[2]);
    else byPath[match[1]] = Number(match[2]);
  }
  return { everywhere, byPath };
}

function unknown(name: string): Inability {
  const close = nearest(name, NAMES);
  return refuse(
    `There is no option --${name}. ${close === undefined ? 'There are --traffic, --write-lock and --json.' : `Did you mean --${close}?`}`,
  );
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

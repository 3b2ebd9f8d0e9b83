import { parseArgs } from 'node:util';
import { nearest } from '#experiments/definition/faults/nearest.ts';
import type { Inability } from '../terminal.ts';

/** What was typed after `npm run ship --`. */
export type ShipOptions = {
  readonly ok: true;
  readonly experiment: string | undefined;
  readonly winner: string | undefined;
  readonly learned: string | undefined;
  /** Whether to write without asking. */
  readonly yes: boolean;
};

const NAMES = ['winner', 'learned', 'yes'] as const;

/** Reads `<experiment> [--winner id] [--learned "…"] [--yes]`; refuses anything else. */
export function readShipOptions(words: readonly string[]): ShipOptions | Inability {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      winner: { type: 'string' },
      learned: { type: 'string' },
      yes: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  });
  const unknown = Object.keys(values).find((name) => !NAMES.some((known) => known === name));
  if (unknown !== undefined) {
    const close = nearest(unknown, NAMES);
    return refuse(
      `There is no option --${unknown}. ${close === undefined ? 'There are --winner, --learned and --yes.' : `Did you mean --${close}?`}`,
    );
  }
  const [experiment, second] = positionals;
  if (second !== undefined) {
    return refuse(
      `"${second}" after "${experiment}" is one word too many: put a text with spaces in quotes, for example --learned "Owners ask about cost first."`,
    );
  }
  for (const name of ['winner', 'learned'] as const) {
    if (typeof values[name] === 'boolean') return refuse(`--${name} has no value.`);
  }
  const { winner, learned } = values as { winner?: string; learned?: string };
  return { ok: true, experiment, winner, learned, yes: values.yes === true };
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

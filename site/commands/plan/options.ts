import { nearest } from '#experiments/definition/faults/nearest.ts';
import type { Inability } from '../terminal.ts';
import { readCount, readPercent } from './numbers.ts';

/** What was typed; an option that was not is missing. Shares and rates are fractions. */
export type PlanOptions = {
  readonly ok: true;
  readonly experiment?: string;
  readonly baseline?: number;
  readonly mde?: number;
  readonly traffic?: number;
  readonly variants?: number;
  readonly power?: number;
  readonly alpha?: number;
  readonly allocation?: number;
  readonly audience?: number;
  readonly from?: string;
  readonly json: boolean;
  readonly help: boolean;
};

type Kind = 'percent' | 'count' | 'text' | 'flag';
const KINDS = {
  baseline: { kind: 'percent', example: '3%' },
  mde: { kind: 'percent', example: '15%' },
  traffic: { kind: 'count', example: '400' },
  variants: { kind: 'count', example: '2' },
  power: { kind: 'percent', example: '80%' },
  alpha: { kind: 'percent', example: '5%' },
  allocation: { kind: 'percent', example: '50%' },
  audience: { kind: 'percent', example: '60%' },
  from: { kind: 'text', example: 'http://127.0.0.1:8787' },
  json: { kind: 'flag', example: '' },
  help: { kind: 'flag', example: '' },
} as const satisfies Record<string, { readonly kind: Kind; readonly example: string }>;
type Name = keyof typeof KINDS;

const WANTED: Record<Exclude<Kind, 'flag'>, string> = {
  percent: 'a percentage',
  count: 'a number in digits',
  text: 'an address',
};

/**
 * The words after `npm run plan --`. Takes `--name value` and `--name=value`; refuses unknown
 * names, values that cannot be read and a second experiment, with a valid example.
 */
export function readOptions(words: readonly string[]): PlanOptions | Inability {
  const found: Partial<Record<Name | 'experiment', string | number | boolean>> = {};
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('--')) {
      if (found.experiment !== undefined) return tooMany(String(found.experiment), word);
      found.experiment = word;
      continue;
    }
    const [name = '', inline] = splitOnce(word.slice(2));
    if (!isName(name)) return unknownOption(name);
    if (KINDS[name].kind === 'flag') {
      if (inline !== undefined) return refuse(`--${name} takes no value: leave out "=${inline}".`);
      found[name] = true;
      continue;
    }
    if (inline === undefined) index += 1;
    const text = inline ?? words[index] ?? '';
    const value = readValue(KINDS[name].kind, text);
    if (value === null) return unreadable(name, text);
    found[name] = value;
  }
  return { json: false, help: false, ...found, ok: true } as PlanOptions;
}

function readValue(kind: Kind, text: string): string | number | null {
  if (kind === 'percent') return readPercent(text);
  if (kind === 'count') return readCount(text);
  return text === '' || text.startsWith('--') ? null : text;
}

function splitOnce(text: string): readonly [string, string?] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

const isName = (name: string): name is Name => Object.hasOwn(KINDS, name);

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

function unreadable(name: Name, text: string): Inability {
  const { kind, example } = KINDS[name];
  const wanted = WANTED[kind === 'flag' ? 'text' : kind];
  const said = text === '' || text.startsWith('--') ? 'has no value' : `is "${text}"`;
  return refuse(`--${name} ${said}: give ${wanted}, for example --${name} ${example}.`);
}

function unknownOption(name: string): Inability {
  const close = nearest(name, Object.keys(KINDS));
  const hint = close ? `Did you mean --${close}?` : 'See npm run plan -- --help.';
  return refuse(`There is no option --${name}. ${hint}`);
}

function tooMany(first: string, second: string): Inability {
  return refuse(
    `"${second}" after "${first}" is one word too many: name one experiment, for example npm run plan -- ${first} --traffic 400.`,
  );
}

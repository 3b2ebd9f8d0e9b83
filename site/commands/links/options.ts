import { nearest } from '#experiments/definition/faults/nearest.ts';
import { MAX_PREVIEW_DAYS } from '#experiments/links/preview-link.ts';
import type { Inability } from '../terminal.ts';

/** Where the ads are, unless another file is typed. */
export const ADS_FILE = 'site/ads.csv';

/** What was typed. */
export type LinkOptions = {
  readonly ok: true;
  /** Previews instead of ad links; an experiment's id, the path of a page, or '' for all. */
  readonly preview: string | null;
  /** Origin typed with `--base`, without a slash at the end. */
  readonly base: string | null;
  /** How long a preview link lasts. */
  readonly days: number;
  /** File of the ads. */
  readonly ads: string;
  /** File to write the links to. */
  readonly csv: string | null;
  readonly help: boolean;
};

const NAMES = ['preview', 'base', 'days', 'ads', 'csv', 'help'] as const;
type Name = (typeof NAMES)[number];

const WANTED: Readonly<Record<Exclude<Name, 'preview' | 'help'>, string>> = {
  base: 'give an address, for example --base https://go.example.com',
  days: `give whole days from 1 to ${MAX_PREVIEW_DAYS}, for example --days 7`,
  ads: 'give a file, for example --ads site/ads.csv',
  csv: 'give a file to write, for example --csv links.csv',
};

/**
 * The words after `npm run links --`. Takes `--name value` and `--name=value`; refuses unknown names
 * and values that cannot be read, with a valid example.
 */
export function readLinkOptions(words: readonly string[]): LinkOptions | Inability {
  const found: Partial<Record<Name, string>> = {};
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('--')) return stray(word);
    const [, name = '', inline] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (!isName(name)) return unknown(name);
    const next = words[index + 1];
    const takesNext = inline === undefined && name !== 'help' && !(next ?? '--').startsWith('--');
    if (takesNext) index += 1;
    const value = inline ?? (takesNext ? next : undefined) ?? '';
    if (name !== 'preview' && name !== 'help' && value === '') {
      return refuse(`--${name} has no value: ${WANTED[name]}.`);
    }
    found[name] = value;
  }
  const base = found.base === undefined ? null : originOf(found.base);
  if (base === undefined) return refuse(`--base is "${found.base}": ${WANTED.base}.`);
  const days = /^\d{1,3}$/.test(found.days ?? '7') ? Number(found.days ?? '7') : 0;
  if (days < 1 || days > MAX_PREVIEW_DAYS) {
    return refuse(`--days is "${found.days}": ${WANTED.days}.`);
  }
  if (found.preview === undefined && found.days !== undefined) {
    return refuse('--days is for preview links: add --preview.');
  }
  if (found.preview !== undefined && (found.csv ?? found.ads) !== undefined) {
    return refuse('--csv and --ads are for ad links: leave out --preview.');
  }
  return {
    ok: true,
    preview: found.preview ?? null,
    base,
    days,
    ads: found.ads ?? ADS_FILE,
    csv: found.csv ?? null,
    help: found.help !== undefined,
  };
}

/** The origin of an http address without path; undefined for anything else. */
function originOf(text: string): string | undefined {
  const url = URL.parse(text);
  const whole = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/';
  return whole && url.search === '' && url.hash === '' ? url.origin : undefined;
}

const isName = (name: string): name is Name => (NAMES as readonly string[]).includes(name);

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

function stray(word: string): Inability {
  return refuse(
    `"${word}" belongs to no option: for previews of an experiment write npm run links -- --preview ${word}.`,
  );
}

function unknown(name: string): Inability {
  const close = nearest(name, NAMES);
  const hint = close ? `Did you mean --${close}?` : 'See npm run links -- --help.';
  return refuse(`There is no option --${name}. ${hint}`);
}

import { parseArgs } from 'node:util';
import { nearest } from '#experiments/definition/faults/nearest.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import type { Inability } from '../terminal.ts';
import type { Values } from './collect.ts';

/** What to write, and the options that say how. */
export type NewOptions = {
  readonly ok: true;
  readonly kind: Kind | null;
  readonly values: Values;
};
export type Kind = 'page' | 'experiment';

const NAMES: Readonly<Record<Kind, readonly string[]>> = {
  page: ['copy', 'path', 'id', 'title', 'description', 'locale'],
  experiment: [
    ...[
      'page',
      'change',
      'shows',
      'metric',
      'what',
      'because',
      'at-least',
      'id',
      'copy',
      'variant',
      'title',
    ],
    ...['owner', 'for', 'secondary', 'visitors', 'group', 'group-share'],
  ],
};

/** Reads the words after `npm run new --`; refuses unknown kinds and options with the nearest one. */
export function readNewOptions(words: readonly string[]): NewOptions | Inability {
  const all = [...new Set([...NAMES.page, ...NAMES.experiment])];
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(all.map((name) => [name, { type: 'string' as const }])),
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const [kind, second] = positionals;
  if (kind !== undefined && kind !== 'page' && kind !== 'experiment') {
    const close = nearest(kind, Object.keys(NAMES));
    return refuse(
      `"${kind}" cannot be made: write page or experiment.${close === undefined ? '' : ` Did you mean "${close}"?`}`,
    );
  }
  const values: Record<string, string[]> = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const names = kind === undefined ? all : NAMES[kind];
    if (token.name === 'help') return refuse(helpText(kind));
    if (!names.includes(token.name))
      return unknown(token.name, kind ?? 'page or experiment', names);
    if (token.value === undefined) return refuse(`--${token.name} has no value.`);
    values[token.name] = [...(values[token.name] ?? []), token.value];
  }
  if (second !== undefined) {
    return refuse(
      `"${second}" after "${kind}" is one word too many: put a text with spaces in quotes.`,
    );
  }
  return { ok: true, kind: kind ?? null, values };
}

/** The options of a page, of an experiment, or of both. */
function helpText(kind: Kind | undefined): string {
  const kinds = kind === undefined ? (['page', 'experiment'] as const) : [kind];
  const lines = kinds.map((one) => {
    const options = listText(
      NAMES[one].map((name) => `--${name}`),
      'and',
    );
    return `npm run new -- ${one} takes ${options}; what it needs and is not typed, it asks for.`;
  });
  const more = kind === 'page' ? [] : VARIANTS;
  return [...lines, ...more, 'Examples stand in README.md and site/guide/.'].join('\n');
}

const VARIANTS: readonly string[] = [
  'Its variant changes texts (--change hero.headline="…") or is another landing (--shows /crm-short/).',
  'One that other components draw is made by hand: an .mdx page holds both between tags on lines of',
  'their own, and the variant in the experiment says "component: true" in place of "change":',
  '  <Experiment id="crm-proof">',
  '  <Variant id="control">',
  '  …',
  '  </Variant>',
  '  <Variant id="treatment">',
  '  …',
  '  </Variant>',
  '  </Experiment>',
];

function unknown(name: string, kind: string, names: readonly string[]): Inability {
  const close = nearest(name, names);
  const hint =
    close === undefined
      ? `There are ${listText(
          names.map((one) => `--${one}`),
          'and',
        )}.`
      : `Did you mean --${close}?`;
  return refuse(`There is no option --${name} for a new ${kind}. ${hint}`);
}

const refuse = (sentence: string): Inability => ({ ok: false, sentence });

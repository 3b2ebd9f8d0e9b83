import { parseArgs } from 'node:util';

/** What `npm run simulate` was asked for. */
export type Options =
  | { readonly ok: true; readonly kind: 'help' }
  | { readonly ok: true; readonly kind: 'http'; readonly http: HttpOptions }
  | { readonly ok: true; readonly kind: 'slow'; readonly slow: SlowOptions }
  | { readonly ok: true; readonly kind: 'bots'; readonly bots: BotsOptions }
  | { readonly ok: true; readonly kind: 'worlds'; readonly study: StudyOptions };

export type HttpOptions = {
  readonly base: string;
  readonly visitors: number;
  readonly seed: string;
  readonly concurrency: number;
  readonly ledger: string | null;
};

/** Deals that close later: how many histories a row. */
export type SlowOptions = { readonly repetitions: number; readonly seed: string };

/** Programs among the visitors: how many worlds. */
export type BotsOptions = { readonly repetitions: number; readonly seed: string };

export type StudyOptions = {
  readonly repetitions: number;
  readonly seed: string;
  /** Only rows whose rule or name holds this text. */
  readonly only: string;
  readonly full: boolean;
  readonly write: boolean;
};

/** Repetitions of a full run: the standard error of 5 % is then 0.2 points. */
const FULL = 10_000;
const SHORT = 400;
/** Histories of slow deals: the standard error of 5 % is then 0.7 points. */
const SLOW = 1_000;
/** Worlds of people and programs: of alarms at 0.001 two are expected. */
const BOTS = 2_000;

const HTTP_ONLY = ['base', 'visitors', 'concurrency', 'ledger'] as const;
const STUDY_ONLY = ['full', 'write', 'repetitions', 'only'] as const;
const ALONE = ['http', 'full', 'write', 'only', ...HTTP_ONLY] as const;

/** Reads the command line; a sentence for the person when it cannot be meant. */
export function readOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Options | { readonly ok: false; readonly sentence: string } {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { values } = parsed;
  if (values.help) return { ok: true, kind: 'help' };
  const strange = (values.http ? STUDY_ONLY : HTTP_ONLY).find((name) => values[name] !== undefined);
  if (strange !== undefined) {
    return refuse(`--${strange} ${values.http ? 'does not go with' : 'needs'} --http.`);
  }
  for (const name of ['visitors', 'concurrency', 'repetitions'] as const) {
    const text = values[name];
    if (text !== undefined && !/^[1-9]\d{0,8}$/.test(text)) {
      return refuse(`--${name} is "${text}": give a whole number above 0.`);
    }
  }
  const seed = values.seed ?? '2026';
  if (values.http) {
    const base = values.base ?? `http://127.0.0.1:${environment.PORT ?? 8787}`;
    return {
      ok: true,
      kind: 'http',
      http: {
        base: base.replace(/\/$/, ''),
        visitors: Number(values.visitors ?? 20_000),
        seed,
        concurrency: Number(values.concurrency ?? 16),
        ledger: values.ledger ?? null,
      },
    };
  }
  if (values.slow || values.bots) {
    const kind = values.slow ? 'slow' : 'bots';
    const other = [...ALONE, ...(kind === 'slow' ? (['bots'] as const) : [])].find(
      (name) => values[name] !== undefined,
    );
    if (other !== undefined) return refuse(`--${other} does not go with --${kind}.`);
    const repetitions = Number(values.repetitions ?? (kind === 'slow' ? SLOW : BOTS));
    return kind === 'slow'
      ? { ok: true, kind, slow: { repetitions, seed } }
      : { ok: true, kind, bots: { repetitions, seed } };
  }
  const { full = false, write = false, only = '' } = values;
  const repetitions = Number(values.repetitions ?? (full ? FULL : SHORT));
  if (full && repetitions < FULL) {
    return refuse(`--full means at least ${FULL} repetitions: leave it out for ${repetitions}.`);
  }
  if (write && (!full || only !== '')) {
    return refuse(
      '--write puts the whole table into the guide: use it with --full, without --only.',
    );
  }
  return { ok: true, kind: 'worlds', study: { repetitions, seed, only, full, write } };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        http: { type: 'boolean' },
        slow: { type: 'boolean' },
        bots: { type: 'boolean' },
        seed: { type: 'string' },
        full: { type: 'boolean' },
        write: { type: 'boolean' },
        repetitions: { type: 'string' },
        only: { type: 'string' },
        base: { type: 'string' },
        visitors: { type: 'string' },
        concurrency: { type: 'string' },
        ledger: { type: 'string' },
      },
    });
    return { ok: true as const, values };
  } catch (error) {
    // Node's own message goes on about positional arguments; its first sentence names the option.
    const [what = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    return refuse(`${what.replace(/\.$/, '')}: npm run simulate -- --help names the options.`);
  }
}

function refuse(sentence: string) {
  return { ok: false as const, sentence };
}

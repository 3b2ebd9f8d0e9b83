import type { Experiment } from './experiment.ts';

/**
 * 8 hex digits over everything that may not change while an experiment runs. Status, weights,
 * allocation, dates, winner, score and texts for people are left out, and so is an absent or empty key,
 * so that a definition keeps its fingerprint when the schema learns a key it does not use.
 */
export function fingerprint(experiment: Experiment): string {
  return hash8(canonicalJson(fixedPart(experiment)));
}

/**
 * The same key by key, so that a change can be named: 8 hex digits by `seed`, `plan.visitors`,
 * `variants` (their ids and order) or `variants.outcome.change.hero.headline`.
 */
export function fingerprintKeys(experiment: Experiment): Readonly<Record<string, string>> {
  const { id: _id, variants, ...fixed } = fixedPart(experiment);
  const values = [
    ...Object.entries(fixed).flatMap(([key, value]) => leaves(key, value, GROUPS.includes(key))),
    ['variants', variants.map(({ id }) => id)] as const,
    ...variants.flatMap(({ id, ...rest }) =>
      Object.entries(rest).flatMap(([key, value]) => leaves(`variants.${id}.${key}`, value, true)),
    ),
  ];
  return Object.fromEntries(values.map(([key, value]) => [key, hash8(canonicalJson(value))]));
}

/** Keys that hold others, each of which is named by itself. */
const GROUPS: readonly string[] = ['plan', 'audience'];

function leaves(
  key: string,
  value: unknown,
  split: boolean,
): readonly (readonly [string, unknown])[] {
  if (!split || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [[key, value]];
  }
  return Object.entries(value).map(([name, inner]) => [`${key}.${name}`, inner]);
}

type Fixed = Record<string, unknown> & {
  readonly variants: readonly (Record<string, unknown> & { readonly id: string })[];
};

function fixedPart(experiment: Experiment): Fixed {
  const {
    title: _title,
    owner: _owner,
    hypothesis: _hypothesis,
    status: _status,
    allocationBp: _allocationBp,
    startAt: _startAt,
    endAt: _endAt,
    winner: _winner,
    learned: _learned,
    score: _score,
    variants,
    ...fixed
  } = experiment;
  return {
    ...withoutEmpty(fixed),
    variants: variants.map(({ weightBp: _weightBp, id, ...variant }) => ({
      id,
      ...withoutEmpty(variant),
    })),
  };
}

function withoutEmpty(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}

/** JSON with the keys of every map in alphabetical order: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${pairs.join(',')}}`;
}

/** Source: FNV-1a, 64 bits; Fowler, Noll, Vo, RFC 9923 section 5. */
const FNV_OFFSET_64 = 0xcbf29ce484222325n;
const FNV_PRIME_64 = 0x100000001b3n;

/** 8 hex digits: FNV-1a 64 over UTF-16 code units (two octets each), halves folded by xor. */
export function hash8(text: string): string {
  let hash = FNV_OFFSET_64;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    for (const octet of [unit & 0xff, unit >> 8]) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(octet)) * FNV_PRIME_64);
    }
  }
  const folded = (hash >> 32n) ^ (hash & 0xffffffffn);
  return folded.toString(16).padStart(8, '0');
}

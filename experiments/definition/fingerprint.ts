import type { Experiment } from './experiment.ts';

/**
 * 8 hex digits over everything that may not change while an experiment runs. Status, weights,
 * allocation, dates, winner and texts for people are left out, and so is an absent or empty key,
 * so that a definition keeps its fingerprint when the schema learns a key it does not use.
 */
export function fingerprint(experiment: Experiment): string {
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
    variants,
    ...fixed
  } = experiment;
  return hash8(
    canonicalJson({
      ...withoutEmpty(fixed),
      variants: variants.map(({ weightBp: _weightBp, ...variant }) => withoutEmpty(variant)),
    }),
  );
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

/** FNV-1a 64 over UTF-16 code units (two octets each), halves folded by xor. */
function hash8(text: string): string {
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

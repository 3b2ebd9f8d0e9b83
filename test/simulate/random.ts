/** Numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number;

/**
 * A generator for a seed text: sfc32 (C. Doty-Humphrey, PractRand 0.94, "sfc32"), seeded by FNV-1a
 * and run in. Visitors each get a generator of their own, so that their order does not matter.
 */
export function seeded(seed: string): Random {
  let [a, b, c, counter] = [fnv1a(seed), fnv1a(`${seed}b`), fnv1a(`${seed}c`), 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/** True with probability `share`. */
export function chance(random: Random, share: number): boolean {
  return random() < share;
}

/** One entry of a list that is not empty. */
export function pick<Entry>(random: Random, entries: readonly [Entry, ...Entry[]]): Entry {
  return entries[Math.floor(random() * entries.length)] ?? entries[0];
}

/** A text of `length` letters and digits, as ad networks write their click ids. */
export function letters(random: Random, length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}

/** Digits of a campaign or creative id; never starts with 0. */
export function digits(random: Random, length: number): string {
  const first = 1 + Math.floor(random() * 9);
  return `${first}${Array.from({ length: length - 1 }, () => Math.floor(random() * 10)).join('')}`;
}

function fnv1a(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return state | 0;
}

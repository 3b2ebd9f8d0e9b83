/** Fewest bytes of a key: as many as the hash that they go into. */
export const MIN_KEY_BYTES = 32;
/** 32 random bytes have about 30 different values; fewer than this never happen by chance. */
const LEAST_VALUES = 12;

/**
 * Whether bytes can be a key: long enough, and neither a text that somebody typed or copied from an
 * example nor a pattern. Of random keys one in 10^14 looks like a text.
 */
export function canBeKey(bytes: Uint8Array): boolean {
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return bytes.length >= MIN_KEY_BYTES && !isText && new Set(bytes).size >= LEAST_VALUES;
}

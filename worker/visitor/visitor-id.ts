import { uuidV7 } from '#experiments/assignment/uuid-v7.ts';

/**
 * A new UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits.
 * Ids that rise with time keep inserts at the end of the index.
 */
export function newVisitorId(now: number): string {
  return uuidV7(now, crypto.getRandomValues(new Uint8Array(16)));
}

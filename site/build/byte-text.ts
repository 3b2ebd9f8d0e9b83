import type { HeldAs } from '#experiments/contract/page-marks.ts';

/**
 * Pages as texts of one character for each byte. Marks, tags and slots are ASCII, and in UTF-8 no
 * other character has such bytes (RFC 3629, section 3): searching is the same, places are bytes, and
 * a large page with one dash in it need not be encoded again.
 */
export const BYTE_TEXT: HeldAs = {
  bytesIn: (part) => part.length,
  plain: (part) => Buffer.from(part, 'latin1').toString(),
  held: (text) => Buffer.from(text).toString('latin1'),
};

/** A page's bytes as a text of one character for each of them. */
export function byteTextOf(bytes: Buffer): string {
  return bytes.toString('latin1');
}

/** The bytes that such a text stands for. */
export function bytesOf(byteText: string): Buffer {
  return Buffer.from(byteText, 'latin1');
}

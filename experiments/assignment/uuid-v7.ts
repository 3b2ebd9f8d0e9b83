/**
 * A UUIDv7 (RFC 9562, section 5.7) of a moment in epoch milliseconds and 16 bytes, of which the last
 * ten give their 74 bits. The bytes are used up: the id is written into them.
 */
export function uuidV7(at: number, bytes: Uint8Array): string {
  for (let index = 0; index < 6; index++) {
    bytes[index] = Math.floor(at / 256 ** (5 - index)) % 256;
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

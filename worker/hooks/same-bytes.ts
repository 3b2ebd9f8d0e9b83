/**
 * Whether two texts are the same, in a time that does not tell where they differ. Their digests are
 * compared: `timingSafeEqual` throws on unequal lengths, and digests have one length.
 */
export async function sameBytes(a: string | Uint8Array, b: string | Uint8Array): Promise<boolean> {
  const [one, other] = await Promise.all([digest(a), digest(b)]);
  return crypto.subtle.timingSafeEqual(one, other);
}

function digest(value: string | Uint8Array): Promise<ArrayBuffer> {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value.slice();
  return crypto.subtle.digest('SHA-256', bytes);
}

import type { HonoJsonWebKey } from 'hono/utils/jwt/jws';

/** The public keys of an issuer; `kid` is the one that is looked for. */
export type SigningKeys = (issuer: string, kid: string) => Promise<readonly HonoJsonWebKey[]>;

/** Access rotates its keys every six weeks and keeps the old one for a week. */
const FRESH_MS = 3_600_000;
/** Unknown key ids ask again, but no more often than this. */
const RETRY_MS = 60_000;

/**
 * Published keys of a team, kept by the isolate for an hour. An unknown key id reads them again, at
 * most once a minute, so that made-up ids cause no traffic. Source of the address: Cloudflare One
 * docs, "Validate JWTs", `/cdn-cgi/access/certs`.
 * @throws when the keys cannot be read and none are known
 */
export function createSigningKeys(
  fetchKeys: (address: string) => Promise<Response> = (address) => fetch(address),
  clock: () => number = Date.now,
): SigningKeys {
  const kept = new Map<string, { keys: readonly HonoJsonWebKey[]; readAt: number }>();
  return async (issuer, kid) => {
    const known = kept.get(issuer);
    const age = clock() - (known?.readAt ?? Number.NEGATIVE_INFINITY);
    const has = known?.keys.some((key) => key.kid === kid) ?? false;
    if (known && (has ? age < FRESH_MS : age < RETRY_MS)) return known.keys;
    const response = await fetchKeys(`${issuer}/cdn-cgi/access/certs`);
    if (!response.ok) {
      if (known) return known.keys;
      throw new Error(`the keys of ${issuer} cannot be read: ${response.status}`);
    }
    const { keys } = (await response.json()) as { keys?: readonly HonoJsonWebKey[] };
    const read = { keys: Array.isArray(keys) ? keys : [], readAt: clock() };
    kept.set(issuer, read);
    return read.keys;
  };
}

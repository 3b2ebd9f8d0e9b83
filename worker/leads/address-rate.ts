import { toBase64Url } from '../visitor/base64url.ts';

/** Beyond it the oldest addresses are forgotten: a flood of addresses must not fill the memory. */
const MOST_ADDRESSES = 10_000;
/** A machine's own address tells nobody from anybody. */
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Counts how often an address came in the last `withinMs`, this time included. */
export type AddressRate = (
  address: string,
  time: { readonly now: number; readonly withinMs: number },
) => Promise<number>;

/**
 * Counts submits per network address in the memory of this isolate, under a keyed hash whose random
 * key is made here, leaves nowhere and is another every hour: no address is stored, and nothing says
 * later who came. Other isolates count by themselves, so that the limit is a floor.
 */
export function createAddressRate(): AddressRate {
  let salt: Promise<CryptoKey> | null = null;
  let saltedIn = Number.NaN;
  const times = new Map<string, number[]>();
  return async (address, { now, withinMs }) => {
    if (address === '' || LOOPBACK.test(address)) return 0;
    const hour = Math.floor(now / 3_600_000);
    if (salt === null || hour !== saltedIn) {
      salt = randomKey();
      saltedIn = hour;
      times.clear();
    }
    const name = await hashOf(await salt, address);
    const recent = (times.get(name) ?? []).filter((at) => at > now - withinMs);
    recent.push(now);
    times.delete(name);
    times.set(name, recent);
    const [oldest] = times.keys();
    if (times.size > MOST_ADDRESSES && oldest !== undefined) times.delete(oldest);
    return recent.length;
  };
}

function randomKey(): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
}

async function hashOf(key: CryptoKey, address: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(address));
  return toBase64Url(new Uint8Array(mac, 0, 16));
}

import { uuidV7 } from './uuid-v7.ts';

/** What a day's visitor is told by, while the salt of the day lives. None of it is kept. */
export type DayTraits = {
  /** Canonical origin: the same browser is somebody else on another site. */
  readonly site: string;
  /** As the network gives it. */
  readonly address: string;
  readonly userAgent: string;
};

/**
 * The text whose keyed hash is a day's visitor; null where the address or the user agent is missing,
 * for then it would be everybody who sends none.
 */
export function dayText({ site, address, userAgent }: DayTraits): string | null {
  if (address.trim() === '' || userAgent.trim() === '') return null;
  // None of the three can hold a line break.
  return [site, networkOf(address.trim()), userAgent].join('\n');
}

/**
 * Id of a day's visitor from the keyed hash (at least 16 bytes). It has the form of every other
 * visitor's, and is born when the day begins, in epoch milliseconds: so experiments assign it by the
 * same hash, and weights that are moved during the day take effect for it the next day.
 */
export function dayUnitId(mac: Uint8Array, dayStartsAt: number): string {
  return uuidV7(dayStartsAt, mac.slice(0, 16));
}

/**
 * The part of an address that stays as long as its connection: all of IPv4; of IPv6 the 64 bits of
 * the network, for devices change the rest by themselves, often within the day.
 * Source: RFC 4291, section 2.5.1, and RFC 8981.
 */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [front = '', back] = address.toLowerCase().split('::', 2);
  const first = front === '' ? [] : front.split(':');
  const last = back === undefined || back === '' ? [] : back.split(':');
  const zeros = back === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array.from({ length: zeros }, () => '0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

import type { Random } from './random.ts';

/** A visitor's id, a UUIDv7 (RFC 9562, section 5.7) of a moment, its random part drawn. */
export function visitorId(at: number, random: Random): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail(random)}`;
}

/** An event's id, a UUIDv4 (RFC 9562, section 5.4), drawn. */
export function eventId(random: Random): string {
  return `${hex(random, 8)}-${hex(random, 4)}-4${tail(random)}`;
}

function tail(random: Random): string {
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${hex(random, 3)}-${variant}${hex(random, 3)}-${hex(random, 6)}${hex(random, 6)}`;
}

/** Up to eight digits: a draw holds 32 random bits. */
function hex(random: Random, digits: number): string {
  return Math.floor(random() * 16 ** digits)
    .toString(16)
    .padStart(digits, '0');
}

import type { ClickPair } from './click-pairs.ts';

/** A click id with the moment of the arrival that brought it, epoch milliseconds. */
export type DatedClick = ClickPair & { readonly occurredAt: number };

/**
 * Meta's `fbc` from a click id that came in the address: `fb.1.<milliseconds of the click>.<fbclid>`,
 * where 1 is the documented index for a server that sets no cookie.
 * Source: https://developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/fbp-and-fbc
 */
export function fbcOf(fbclid: string, clickedAt: number): string {
  return `fb.1.${clickedAt}.${fbclid}`;
}

/**
 * What one arrival is stored with: the click ids of its address, then what cookies add, and an `fbc`
 * where the address has a click of Meta that its cookie does not know (newest click wins).
 */
export function clicksOfArrival(
  address: readonly ClickPair[],
  cookies: readonly ClickPair[],
  clickedAt: number,
): readonly ClickPair[] {
  const fbclid = address.find(({ name }) => name === 'fbclid')?.value;
  const fbc = cookies.find(({ name }) => name === 'fbc')?.value;
  const known = fbclid === undefined || fbc?.split('.')[3] === fbclid;
  const names = new Set(address.map(({ name }) => name));
  return [
    ...address,
    ...(known ? [] : [{ name: 'fbc', value: fbcOf(fbclid, clickedAt) }]),
    ...cookies.filter(({ name }) => !names.has(name) && (known || name !== 'fbc')),
  ];
}

/** What platforms ask for, each from the newest arrival that has it. */
export type KnownClicks = { readonly [name: string]: string };

/**
 * The newest of each click id, and what the cookies of tags stand for where no address had it:
 * `gclid` from `_gcl_aw` (or `_gac_…`), `wbraid` from `_gcl_gb`, `msclkid` from `_uetmsclkid`,
 * `ga_client_id` from `_ga`, `ga_session_id` from `_ga_…`, `ttp`, `fbp` with its first four parts.
 */
export function knownClicks(clicks: readonly DatedClick[]): KnownClicks {
  const newest = new Map<string, DatedClick>();
  for (const click of clicks) {
    const before = newest.get(click.name);
    if (before === undefined || click.occurredAt >= before.occurredAt)
      newest.set(click.name, click);
  }
  const value = (name: string) => newest.get(name)?.value;
  const like = (pattern: RegExp) => [...newest.values()].find(({ name }) => pattern.test(name));
  const read: { [name: string]: string | undefined } = Object.fromEntries(
    [...newest].map(([name, click]) => [name, click.value]),
  );
  read.gclid ??=
    part(value('gcl_aw'), /^GCL\.\d+\.(.+)$/) ?? part(like(/^gac_/)?.value, /^1\.\d+\.(.+)$/);
  read.wbraid ??= part(value('gcl_gb'), /^GCL\.\d+\.(.+)$/);
  read.gbraid ??= part(value('gcl_ag'), /^GCL\.\d+\.(.+)$/);
  read.msclkid ??= part(value('uetmsclkid'), /^_uet(.+)$/);
  read.ga_client_id = part(value('ga'), /^GA1\.[\w-]+\.(\d+\.\d+)$/);
  // GS1.1.<session>.…, and in the newer form GS2.1.s<session>$….
  read.ga_session_id = part(like(/^ga_[A-Z0-9]/)?.value, /^GS[12]\.\d+\.s?(\d+)/);
  read.fbp = part(value('fbp'), /^(fb\.\d\.\d+\.\d+)/);
  return Object.fromEntries(
    Object.entries(read).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function part(text: string | undefined, pattern: RegExp): string | undefined {
  return pattern.exec(text ?? '')?.[1];
}

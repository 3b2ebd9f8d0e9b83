import { isPersonParameter, REDACTED } from './person-parameters.ts';
import { decodedName } from './query-parameters.ts';

/**
 * A query (without "?") that names no click and no person: the value of each such parameter gives
 * way to `redacted`, all other bytes stay. `utm_source=a&gclid=Ab_C` → `utm_source=a&gclid=redacted`.
 * Its presence is kept, as it says which network sent the visitor; so does Plausible by default,
 * https://plausible.io/docs/top-referrers.
 */
export function withoutClickIds(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals > 0 &&
        equals < pair.length - 1 &&
        isPersonParameter(decodedName(pair.slice(0, equals)))
        ? `${pair.slice(0, equals)}=${REDACTED}`
        : pair;
    })
    .join('&');
}

/** The same for a whole address, such as a referrer on the site itself; a fragment stays. */
export function addressWithoutClickIds(address: string): string {
  const [, before = address, query, fragment = ''] =
    /^([^?#]*\?)([^#]*)(#.*)?$/s.exec(address) ?? [];
  return query === undefined ? address : `${before}${withoutClickIds(query)}${fragment}`;
}

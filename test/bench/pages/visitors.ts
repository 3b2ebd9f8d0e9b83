import type { CatalogLanding } from '#experiments/definition/catalog/catalog.ts';
import { changesContent, combinationKey } from '#experiments/definition/experiment/combination.ts';
import { catalog } from '#generated/catalog.ts';
import { payloadOf } from './view-payload.ts';

/** Most first visits to make until every combination of a landing was assigned to somebody. */
const MOST_VISITS = 600;

/** One combination of a landing and a cookie of a visitor who gets it. */
export type Assigned = { readonly key: string; readonly cookie: string };

/**
 * A visitor for every combination that visitors of a landing can get, found by visiting until
 * chance has assigned each. Those that chance never gave are left out.
 */
export async function visitorsOf(
  origin: string,
  landing: CatalogLanding,
): Promise<readonly Assigned[]> {
  const found = new Map<string, string>();
  const wanted = landing.combinationKeys.length + 1;
  for (let visit = 0; visit < MOST_VISITS && found.size < wanted; visit += 1) {
    const answer = await fetch(origin + landing.path, { headers: BROWSER });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const key = keyOf(await answer.text());
    if (!found.has(key)) found.set(key, cookie);
  }
  return [...found].map(([key, cookie]) => ({ key, cookie })).sort(bySize);
}

/** Key of the combination that a page's view token tells. */
function keyOf(html: string): string {
  const assignments = payloadOf(html)?.a ?? [];
  return combinationKey(
    catalog.experiments.flatMap(({ id, variants }) => {
      const given = assignments.find(({ x }) => x === id)?.v;
      const variant = variants.slice(1).find((one) => one.id === given && changesContent(one));
      return variant === undefined ? [] : [{ experimentId: id, variantId: variant.id }];
    }),
  );
}

/** Few variants first. */
function bySize(one: Assigned, other: Assigned): number {
  const more = one.key.split('~').length - other.key.split('~').length;
  return more || (one.key < other.key ? -1 : 1);
}

/** As a browser asks, so that the visit is taken for a person's. */
const BROWSER = {
  Accept: 'text/html',
  'Accept-Language': 'en-GB,en',
  'Sec-Fetch-Mode': 'navigate',
  'User-Agent':
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
};

import { joinedAfter } from '#experiments/assignment/joined.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { type JoinedContext, joinedCookie } from '../visitor/joined-cookie.ts';

/**
 * The header that remembers in which audiences a visitor has been: when there is a new one, or when
 * the visitor's own cookie is renewed. Null when there is nothing to set.
 */
export async function stayJoined(
  url: URL,
  context: JoinedContext & {
    readonly catalog: Catalog;
    /** What the visitor's cookie says. */
    readonly joined: readonly string[];
    /** What this view adds. */
    readonly entered: readonly string[];
    readonly renew: boolean;
  },
): Promise<string | null> {
  const { catalog, joined, entered } = context;
  if (!context.renew && entered.every((id) => joined.includes(id))) return null;
  const running = catalog.experiments
    .filter(({ status }) => status === 'running')
    .map(({ id }) => id);
  const ids = joinedAfter(joined, { entered, running });
  return ids.length === 0 ? null : joinedCookie(ids, url, context);
}

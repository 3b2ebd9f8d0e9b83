import type { Catalog, CatalogThanks } from '#experiments/definition/catalog/catalog.ts';
import { combinationPath } from '#experiments/definition/experiment/combination.ts';
import { handOver } from '../landing/hand-over.ts';
import type { Page } from '../landing/page-bytes.ts';
import type { PageReader } from '../landing/page-memory.ts';
import { staticPage } from '../landing/static-page.ts';
import { logEvent } from '../log.ts';
import { useThanks } from '../store/leads/record-lead.ts';
import { readVisitor } from '../visitor/identity.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { arrivalOfForm } from './form-arrival.ts';
import { readThanks } from './thanks-link.ts';

/**
 * The thanks page of a form, opened by the signed result of a submit. The first visit uses the
 * result up; the same visitor's reload shows the page again and counts nothing. Anybody else, and
 * everybody without a result, comes to the landing.
 */
export async function getThanks(
  request: Request,
  thanks: CatalogThanks,
  context: {
    readonly db: D1Database;
    readonly catalog: Catalog;
    readonly keys: Keyring;
    readonly now: number;
    readonly readPage: PageReader;
  },
): Promise<Response | null> {
  const url = new URL(request.url);
  const result = await readThanks(url, thanks.path, context);
  if (result === null) return toLanding(thanks.landing);
  try {
    const visitor = await readVisitor(request, url, context.keys);
    const visit = { visitorId: visitor?.visitorId ?? null, now: context.now };
    if (!(await useThanks(context.db, result.leadId, visit))) return toLanding(thanks.landing);
  } catch (error) {
    // The visitor's thanks do not wait for the store.
    logEvent('error', 'thanks-unmarked', { route: thanks.path, error });
  }
  const key = thanks.keys.includes(result.key) ? result.key : '';
  const handOverOf = async (page: Page) => {
    const unitId = (await readVisitor(request, url, context.keys))?.visitorId ?? result.leadId;
    const query = arrivalOfForm(request, url, [thanks.landing])?.query ?? '';
    const { site } = context.catalog;
    return handOver(request, page, { ...context, unitId, nonce: result.leadId, query, site });
  };
  return staticPage(request, combinationPath(key, thanks.path), { ...context, handOverOf });
}

function toLanding(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { Location: path, 'Cache-Control': 'no-store' },
  });
}

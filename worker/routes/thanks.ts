import type { PageReader } from '../landing/page-memory.ts';
import { staticPage } from '../landing/static-page.ts';
import { useThanks } from '../store/record-lead.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { readThanks } from './thanks-link.ts';

/**
 * The thanks page of a form, opened by the signed result of a submit. The first visit uses the
 * result up; a reload shows the page again and counts nothing. Without a result: the landing.
 */
export async function getThanks(
  request: Request,
  thanks: { readonly path: string; readonly landing: string },
  context: {
    readonly db: D1Database;
    readonly keys: Keyring;
    readonly now: number;
    readonly readPage: PageReader;
  },
): Promise<Response | null> {
  const leadId = await readThanks(new URL(request.url), thanks.path, context);
  if (leadId === null) {
    return new Response(null, {
      status: 303,
      headers: { Location: thanks.landing, 'Cache-Control': 'no-store' },
    });
  }
  try {
    await useThanks(context.db, leadId, context.now);
  } catch (error) {
    // The visitor's thanks do not wait for the store.
    console.error(
      JSON.stringify({ level: 'error', event: 'thanks-unmarked', error: String(error) }),
    );
  }
  return staticPage(request, thanks.path, context);
}

import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { emailKeys } from '../leads/email-key.ts';
import { erasePerson } from '../store/leads/erase.ts';
import { personByEmail } from '../store/leads/visitor-data.ts';
import { isUnavailable } from '../store/operation/attempt.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { readForm } from './form-body.ts';
import { problemResponse, unavailableResponse } from './problem.ts';
import { isSameOrigin } from './same-origin.ts';

/** Longest address: RFC 5321, section 4.5.3.1.3, less the brackets. */
const LONGEST_EMAIL = 254;

/**
 * `POST /report/api/privacy/erase` with `email`: deletes every lead that was sent with the address,
 * and what its visitors did, found by the keyed hash alone. The address itself is kept nowhere.
 * Answers by a redirect to the list of leads, or in JSON with the rows by table for
 * `Accept: application/json`. Stands behind `requireAccess('editor')`.
 */
export async function postEraseByEmail(
  request: Request,
  context: {
    readonly db: D1Database;
    readonly catalog: Catalog;
    readonly keys: Keyring;
    readonly actor: string;
    readonly now: number;
  },
): Promise<Response> {
  const { db, catalog, keys, actor, now } = context;
  if (!isSameOrigin(request, new URL(request.url))) return new Response(null, { status: 403 });
  const body = await readForm(request);
  if ('code' in body) return problemResponse(body as Parameters<typeof problemResponse>[0]);
  const email = body.get('email')?.trim() ?? '';
  if (!/^[^@\s]+@[^@\s]+$/.test(email) || email.length > LONGEST_EMAIL) {
    return answer(request, { erased: null });
  }
  try {
    const person = await personByEmail(db, await emailKeys(keys, email));
    const erased =
      person.leads.length === 0
        ? {}
        : await erasePerson(db, catalog, { person, scope: 'email', actor, now });
    return answer(request, { erased });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return unavailableResponse();
  }
}

/** `erased`: rows by table; null where the text was no address. */
function answer(
  request: Request,
  { erased }: { readonly erased: Readonly<Record<string, number>> | null },
): Response {
  if (request.headers.get('Accept')?.includes('application/json')) {
    return erased === null
      ? Response.json({ error: 'invalid', message: 'Give an e-mail address.' }, { status: 422 })
      : Response.json({ erased });
  }
  const leads = erased === null ? 'invalid' : String(erased['leads'] ?? 0);
  return new Response(null, {
    status: 303,
    headers: { Location: `/report/leads/?erased=${leads}` },
  });
}

import { erasePerson } from '../store/leads/erase.ts';
import { personOf, readPerson } from '../store/leads/visitor-data.ts';
import { isUnavailable } from '../store/operation/attempt.ts';
import { cookieName, dropCookieHeader } from '../visitor/cookie.ts';
import { readVisitor } from '../visitor/identity.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { unseal } from '../visitor/seal.ts';
import type { RecordContext } from './events.ts';
import { problemResponse, unavailableResponse } from './problem.ts';
import { isOwnHost, isSameOrigin } from './same-origin.ts';
import { wayBack } from './way-back.ts';

export type PrivacyContext = RecordContext & { readonly dataKeys: Keyring | null };

/**
 * `POST /_tl/privacy/erase`: deletes everything that belongs to the visitor whose cookie the request
 * carries, and the cookies. 303 to where it came from, or JSON of the rows by table for
 * `Accept: application/json`. A repeat deletes nothing and answers the same way.
 */
export async function postErase(request: Request, context: PrivacyContext): Promise<Response> {
  const url = new URL(request.url);
  const { db, catalog, keys, now } = context;
  if (!isSameOrigin(request, url) || !isOwnHost(url, catalog.site)) {
    return problemResponse({ code: 'foreign-origin', message: 'Only this site may ask for that.' });
  }
  let tables: Readonly<Record<string, number>> = {};
  try {
    const visitor = await readVisitor(request, url, keys);
    if (visitor !== null) {
      const person = await personOf(db, visitor.visitorId);
      tables = await erasePerson(db, catalog, { person, scope: 'visitor', actor: '', now });
    }
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return unavailableResponse();
  }
  const headers = new Headers({ 'Cache-Control': 'no-store', 'Clear-Site-Data': '"storage"' });
  for (const suffix of ['', '-in', '-choice']) {
    headers.append('Set-Cookie', dropCookieHeader(cookieName(url, suffix), url));
  }
  if (request.headers.get('Accept')?.includes('application/json')) {
    return Response.json({ erased: tables }, { headers });
  }
  headers.set('Location', wayBack(request, url, 'erased'));
  return new Response(null, { status: 303, headers });
}

/**
 * `GET /_tl/privacy/export`: a JSON file of everything that belongs to the visitor whose cookie the
 * request carries, by table, with what was sent in forms readable. Without a cookie of ours there is
 * nobody to tell apart, and the file says so.
 */
export async function getExport(request: Request, context: PrivacyContext): Promise<Response> {
  const url = new URL(request.url);
  const { db, keys, dataKeys, catalog, now } = context;
  if (!isSameOrigin(request, url) || !isOwnHost(url, catalog.site)) {
    return problemResponse({ code: 'foreign-origin', message: 'Only this site may ask for that.' });
  }
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Disposition': 'attachment; filename="my-data.json"',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
  };
  try {
    const visitor = await readVisitor(request, url, keys);
    if (visitor === null) {
      return Response.json({ site: catalog.site.name, at: now, visitor: null }, { headers });
    }
    const read = await readPerson(db, await personOf(db, visitor.visitorId));
    const tables = Object.fromEntries(read);
    const leads = await Promise.all(
      (read.get('leads') ?? []).map((row) => readable(row, dataKeys)),
    );
    const answer = { site: catalog.site.name, at: now, visitor: visitor.visitorId };
    return Response.json({ ...answer, tables: { ...tables, leads } }, { headers });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return unavailableResponse();
  }
}

/** A lead with its fields in the open; null where their key is gone. */
async function readable(
  { sealed_fields: sealed, ...row }: Record<string, unknown>,
  dataKeys: Keyring | null,
): Promise<Record<string, unknown>> {
  const text =
    dataKeys && sealed ? await unseal(dataKeys, String(sealed), String(row['lead_id'])) : null;
  return { ...row, fields: text === null ? null : JSON.parse(text) };
}

import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { MAX_SHARE_DAYS } from '../reporting/share-link.ts';
import { auditOnly } from '../store/operation/audit.ts';
import { insertShareLink, revokeShareLink } from '../store/operation/share-links.ts';
import { toHex } from '../visitor/hex.ts';
import { readBytes } from './read-body.ts';
import { isSameOrigin } from './same-origin.ts';

const DAY_MS = 24 * 3_600_000;
const MAX_FORM_BYTES = 4_096;

type Context = {
  readonly db: D1Database;
  readonly catalog: Catalog;
  readonly experimentId: string;
  readonly actor: string;
  readonly now: number;
};

/**
 * `POST /report/api/experiments/{id}/shares` with `days` and `reason`: makes a read-only link to
 * one experiment and puts it on record; with `revoke` (a link's id) closes one for good. Answers
 * with a redirect to the page. Stands behind `requireAccess('editor')`.
 */
export async function postShare(request: Request, context: Context): Promise<Response> {
  const { db, catalog, experimentId, actor, now } = context;
  if (!isSameOrigin(request, new URL(request.url))) return new Response(null, { status: 403 });
  const known = catalog.experiments.some(({ id }) => id === experimentId);
  const form = known ? await formOf(request) : null;
  const reason = String(form?.get('reason') ?? '').trim();
  const days = Number(form?.get('days') ?? Number.NaN);
  const revoked = String(form?.get('revoke') ?? '');
  const entry = { entryId: crypto.randomUUID(), experimentId, actor, now, reason };
  if (form && /^[0-9a-f]{16}$/.test(revoked)) {
    await db.batch([
      revokeShareLink(db, { id: revoked, experimentId, now }),
      auditOnly(db, { ...entry, action: 'unshare', reason: reason || 'Closed.', after: revoked }),
    ]);
    return back(experimentId, 'done=1');
  }
  const valid = reason.length >= 3 && Number.isInteger(days) && days >= 1 && days <= MAX_SHARE_DAYS;
  if (!form || !valid) return back(experimentId, 'refused=invalid');
  const id = toHex(crypto.getRandomValues(new Uint8Array(8)));
  const link = {
    id,
    experimentId,
    createdAt: now,
    createdBy: actor,
    expiresAt: now + days * DAY_MS,
  };
  const after = `${id} for ${days} ${days === 1 ? 'day' : 'days'}`;
  await db.batch([insertShareLink(db, link), auditOnly(db, { ...entry, action: 'share', after })]);
  return back(experimentId, 'done=1');
}

async function formOf(request: Request): Promise<FormData | null> {
  const bytes = await readBytes(request, MAX_FORM_BYTES);
  const headers = { 'Content-Type': request.headers.get('Content-Type') ?? '' };
  try {
    return bytes && (await new Response(bytes, { headers }).formData());
  } catch {
    return null;
  }
}

function back(experimentId: string, answer: string): Response {
  const headers = { Location: `/report/${encodeURIComponent(experimentId)}/?${answer}#controls` };
  return new Response(null, { status: 303, headers });
}

import { type View, viewSchema } from '#experiments/contract/token.ts';
import { fromBase64Url } from '../visitor/base64url.ts';
import { readVisitor } from '../visitor/identity.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { verify } from '../visitor/signature.ts';

/** Longest time between a view and its last event: the outbox keeps events for 7 days. */
export const VIEW_TOKEN_MAX_AGE_MS = 8 * 86_400_000;
/** Where nothing is stored the page itself keeps its events, and no page stays open for long. */
export const STRICT_VIEW_MAX_AGE_MS = 86_400_000;

const decoder = new TextDecoder();

export type ViewRefusal = 'invalid-view' | 'expired-view';

/** What a view token says, and whom its view counts as. */
export type ReadView =
  | { readonly ok: true; readonly view: View; readonly unitId: string }
  | { readonly ok: false; readonly reason: ViewRefusal };

/**
 * The view that a page sent back, when it is ours, was served to this visitor, and is not too old.
 * In strict mode nobody is recognised: the view is bound to itself, and is the unit. In cookieless
 * mode it brings the visitor of its day, so that a page may stay open over midnight, when that salt is
 * gone, and a phone may change from one network to another.
 */
export async function readViewOf(
  request: Request,
  url: URL,
  token: string,
  context: { readonly keys: Keyring; readonly now: number },
): Promise<ReadView> {
  const visitor = await readVisitor(request, url, context.keys);
  return readViewToken(token, visitor?.visitorId ?? null, context);
}

/** The same for a visitor whose cookie has been read; `visitorId` is null where there is none. */
export async function readViewToken(
  token: string,
  visitorId: string | null,
  context: { readonly keys: Keyring; readonly now: number },
): Promise<ReadView> {
  // Room for the longest view: 20 experiments with the longest ids on the longest path, and click ids.
  const [, kid, payload, signature] =
    /^1\.([a-z0-9]{1,8})\.([\w-]{1,5150})\.([\w-]{22})$/.exec(token.trim()) ?? [];
  const view = payload ? viewIn(payload) : null;
  if (!kid || !view || !signature) return { ok: false, reason: 'invalid-view' };
  const unitId = unitOfView(view, visitorId);
  const text = `${payload}.${unitId}`;
  if (unitId === null || !(await verify(context.keys, 'view', { kid, text, signature }))) {
    return { ok: false, reason: 'invalid-view' };
  }
  const stored = view.m === 'cookie';
  return context.now - view.t > (stored ? VIEW_TOKEN_MAX_AGE_MS : STRICT_VIEW_MAX_AGE_MS)
    ? { ok: false, reason: 'expired-view' }
    : { ok: true, view, unitId };
}

/** Whom a view counts as; null where its visitor is not known here. */
function unitOfView(view: View, visitorId: string | null): string | null {
  if (view.m === 'strict') return view.n;
  return view.m === 'cookieless' ? (view.u ?? null) : visitorId;
}

/** What a payload says, not yet believed; null for what is no view. */
function viewIn(payload: string): View | null {
  try {
    const bytes = fromBase64Url(payload);
    return viewSchema.parse(bytes ? JSON.parse(decoder.decode(bytes)) : null);
  } catch {
    return null;
  }
}

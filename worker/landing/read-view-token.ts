import { type View, viewSchema } from '#experiments/contract/token.ts';
import { fromBase64Url } from '../visitor/base64url.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { verify } from '../visitor/signature.ts';

/** Longest time between a view and its last event: the outbox keeps events for 7 days. */
export const VIEW_TOKEN_MAX_AGE_MS = 8 * 86_400_000;

const decoder = new TextDecoder();

export type ViewRefusal = 'invalid-view' | 'expired-view';

/**
 * The view that a page sent back, when it is ours, was served to this visitor, and is not too old.
 * `visitorId` is null where the request carries no valid cookie.
 */
export async function readViewToken(
  token: string,
  visitorId: string | null,
  context: { readonly keys: Keyring; readonly now: number },
): Promise<
  { readonly ok: true; readonly view: View } | { readonly ok: false; readonly reason: ViewRefusal }
> {
  // Room for the longest view: 20 experiments with the longest ids on the longest path.
  const [, kid, payload, signature] =
    /^1\.([a-z0-9]{1,8})\.([\w-]{1,4500})\.([\w-]{22})$/.exec(token.trim()) ?? [];
  if (!kid || !payload || !signature || visitorId === null)
    return { ok: false, reason: 'invalid-view' };
  const text = `${payload}.${visitorId}`;
  if (!(await verify(context.keys, 'view', { kid, text, signature }))) {
    return { ok: false, reason: 'invalid-view' };
  }
  const bytes = fromBase64Url(payload);
  const parsed = viewSchema.safeParse(bytes ? JSON.parse(decoder.decode(bytes)) : null);
  if (!parsed.success) return { ok: false, reason: 'invalid-view' };
  return context.now - parsed.data.t > VIEW_TOKEN_MAX_AGE_MS
    ? { ok: false, reason: 'expired-view' }
    : { ok: true, view: parsed.data };
}

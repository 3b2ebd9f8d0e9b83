import { fromBase64Url, toBase64Url } from './base64url.ts';
import type { Keyring } from './keyring.ts';
import { sign, verify } from './signature.ts';

/** What a visitor takes along to another site, so that what happens there finds its way back. */
export type Handoff = {
  /** The visitor; in strict mode the view, which is all that is known of one. */
  readonly unitId: string;
  readonly viewNonce: string;
  /** Epoch milliseconds, whole seconds. */
  readonly issuedAt: number;
  /** Epoch milliseconds, whole seconds: from then on it says nothing. */
  readonly expiresAt: number;
  /** Whether use for ads was granted when the page was served. */
  readonly adUse: boolean;
};

export type HandoffRefusal = 'invalid-handoff' | 'expired-handoff';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The signed reference of a hand-off, for example `tl1_k1_MDE5…`: at most 200 characters of
 * `[A-Za-z0-9_-]`, the narrowest that is taken anywhere.
 * Source: https://docs.stripe.com/payment-links/url-parameters (`client_reference_id`)
 */
export async function writeHandoff(handoff: Handoff, keys: Keyring): Promise<string> {
  const { unitId, viewNonce, issuedAt, expiresAt, adUse } = handoff;
  const text = [
    unitId === viewNonce ? '' : unitId,
    viewNonce,
    seconds(issuedAt),
    seconds(expiresAt),
    adUse ? '1' : '0',
  ].join('.');
  const payload = toBase64Url(encoder.encode(text));
  return `tl1_${keys[0].kid}_${payload}${await sign(keys, 'handoff', payload)}`;
}

/** What a reference says that came back, when it is ours and has not expired. Never throws. */
export async function readHandoff(
  token: string,
  { keys, now }: { readonly keys: Keyring; readonly now: number },
): Promise<
  | { readonly ok: true; readonly handoff: Handoff }
  | { readonly ok: false; readonly reason: HandoffRefusal }
> {
  const [, kid, payload, signature] =
    /^tl1_([a-z0-9]{1,8})_([\w-]{1,165})([\w-]{22})$/.exec(token.trim()) ?? [];
  const invalid = { ok: false, reason: 'invalid-handoff' } as const;
  if (!kid || !payload || !signature) return invalid;
  if (!(await verify(keys, 'handoff', { kid, text: payload, signature }))) return invalid;
  const [unitId, viewNonce, issued, expires, bits] = decoder
    .decode(fromBase64Url(payload) ?? new Uint8Array())
    .split('.');
  if (!viewNonce || !issued || !expires || bits === undefined) return invalid;
  const handoff: Handoff = {
    unitId: unitId || viewNonce,
    viewNonce,
    issuedAt: Number.parseInt(issued, 36) * 1000,
    expiresAt: Number.parseInt(expires, 36) * 1000,
    adUse: bits === '1',
  };
  return now >= handoff.expiresAt
    ? { ok: false, reason: 'expired-handoff' }
    : { ok: true, handoff };
}

function seconds(at: number): string {
  return Math.floor(at / 1000).toString(36);
}

import { createHmac } from 'node:crypto';
import { type PreviewClaim, previewText, previewToken } from '#experiments/links/preview-link.ts';
import type { Inability } from '../terminal.ts';

/** The first key of the ring: the Worker signs with it too. */
export type SigningKey = { readonly ok: true; readonly kid: string; readonly bytes: Buffer };

const SIGNATURE_BYTES = 16;

/** The signing key in a secret `kid:base64url,…`; refuses a missing or malformed one. */
export function signingKey(secret: string | undefined): SigningKey | Inability {
  if (!secret) {
    return {
      ok: false,
      sentence:
        'There is no signing key: npm start makes one in .dev.vars, or set TRUELIFT_SIGNING_KEYS.',
    };
  }
  const [, kid, text] = /^\s*([a-z0-9]{1,8}):([A-Za-z0-9_-]+)\s*(?:,|$)/.exec(secret) ?? [];
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (!kid || bytes.length < 32) {
    return {
      ok: false,
      sentence:
        'TRUELIFT_SIGNING_KEYS is malformed: it is "k1:" and 32 random bytes as base64url, newest key first.',
    };
  }
  return { ok: true, kid, bytes };
}

/** The value of `tl_preview`, as the Worker verifies it (worker/visitor/signature.ts). */
export function signPreview(
  landingPath: string,
  claim: PreviewClaim,
  { kid, bytes }: SigningKey,
): string {
  const message = `preview\n${kid}\n${previewText(landingPath, claim)}`;
  const mac = createHmac('sha256', bytes).update(message).digest();
  const signature = mac.subarray(0, SIGNATURE_BYTES).toString('base64url');
  return previewToken({ ...claim, kid, signature });
}

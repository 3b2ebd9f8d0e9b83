import {
  type PreviewClaim,
  parsePreviewToken,
  previewText,
  previewToken,
} from '#experiments/links/preview-link.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { sign, verify } from '../visitor/signature.ts';

/** The value of `tl_preview` for a landing, signed with the ring's first key. */
export async function writePreviewToken(
  landingPath: string,
  claim: PreviewClaim,
  keys: Keyring,
): Promise<string> {
  const signature = await sign(keys, 'preview', previewText(landingPath, claim));
  return previewToken({ ...claim, kid: keys[0].kid, signature });
}

/** What a value claims; null when it is forged, expired, or made for another landing. */
export async function readPreviewToken(
  token: string,
  landingPath: string,
  { keys, now }: { readonly keys: Keyring; readonly now: number },
): Promise<PreviewClaim | null> {
  const signed = parsePreviewToken(token);
  if (!signed || now >= signed.expiresAt) return null;
  const text = previewText(landingPath, signed);
  return (await verify(keys, 'preview', { ...signed, text })) ? signed : null;
}

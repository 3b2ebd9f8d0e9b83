import type { Keyring } from '../visitor/keyring.ts';
import { sign, verify } from '../visitor/signature.ts';

/** Query parameter of a link that shows one experiment's report to somebody without a key. */
export const SHARE_PARAMETER = 'share';

/** Most days that a share link may last. */
export const MAX_SHARE_DAYS = 90;

/** What a share link opens, and until when. */
export type ShareClaim = {
  /** Id of the link on record, 16 hex digits: by it the link is revoked. */
  readonly id: string;
  readonly experimentId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
};

/** The parameter's value: `1.{kid}.{id}.{expires}.{signature}`; the experiment is in the path. */
export async function writeShareToken(claim: ShareClaim, keys: Keyring): Promise<string> {
  const { kid } = keys[0];
  const signature = await sign(keys, 'share', signedText(claim));
  return `1.${kid}.${claim.id}.${claim.expiresAt.toString(36)}.${signature}`;
}

/**
 * What a value claims for the experiment of the address; null when it is forged, expired or made
 * for another experiment. Whether it was revoked is on record, not in it.
 */
export async function readShareToken(
  token: string,
  experimentId: string,
  { keys, now }: { readonly keys: Keyring; readonly now: number },
): Promise<ShareClaim | null> {
  const [, kid, id, expires, signature] =
    /^1\.([a-z0-9]{1,8})\.([0-9a-f]{16})\.([0-9a-z]{1,9})\.([\w-]{22})$/.exec(token) ?? [];
  if (!kid || !id || !expires || !signature) return null;
  const claim = { id, experimentId, expiresAt: Number.parseInt(expires, 36) };
  // One moment has one spelling, so that every changed character is noticed.
  if (claim.expiresAt <= now || claim.expiresAt.toString(36) !== expires) return null;
  return (await verify(keys, 'share', { kid, text: signedText(claim), signature })) ? claim : null;
}

function signedText({ id, experimentId, expiresAt }: ShareClaim): string {
  return `${id} ${experimentId} ${expiresAt}`;
}

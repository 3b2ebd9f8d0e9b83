/** Query parameter of a preview link. */
export const PREVIEW_PARAMETER = 'tl_preview';

/** Query parameter of a preview, and in development, that says which moment's sections show. */
export const MOMENT_PARAMETER = 'tl_at';

/** Query parameter that chooses without a signature: `?variant=crm-form.short`, in development only. */
export const VARIANT_PARAMETER = 'variant';

/** Most days that a preview link may last. */
export const MAX_PREVIEW_DAYS = 90;

/** What a preview link says: which variants, and until when. */
export type PreviewClaim = {
  /** `crm-form.short~crm-headline.outcome`; every experiment that is not named shows its control. */
  readonly choices: string;
  /** Epoch milliseconds; from then on the link is an ordinary one. */
  readonly expiresAt: number;
};

export type SignedPreview = PreviewClaim & {
  /** Id of the key that signed it. */
  readonly kid: string;
  /** 22 characters of base64url. */
  readonly signature: string;
};

/** The text under the signature. The path is in it: a link of one landing opens no other. */
export function previewText(landingPath: string, { choices, expiresAt }: PreviewClaim): string {
  return `${landingPath} ${expiresAt.toString(36)} ${choices}`;
}

/** The parameter's value: `1.{kid}.{expires}.{choices}.{signature}`. */
export function previewToken({ kid, expiresAt, choices, signature }: SignedPreview): string {
  return `1.${kid}.${expiresAt.toString(36)}.${choices}.${signature}`;
}

/** The parts of a parameter's value, not yet verified; null when it is no such value. */
export function parsePreviewToken(token: string): SignedPreview | null {
  const [, kid, expires, choices, signature] =
    /^1\.([a-z0-9]{1,8})\.([0-9a-z]{1,9})\.([a-z0-9.~-]{0,1000})\.([\w-]{22})$/.exec(token) ?? [];
  if (!kid || !expires || choices === undefined || !signature) return null;
  return { kid, expiresAt: Number.parseInt(expires, 36), choices, signature };
}

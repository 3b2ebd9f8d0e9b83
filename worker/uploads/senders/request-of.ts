import type { Platforms } from '#experiments/definition/connections/platforms.ts';
import type { Platform } from '#experiments/uploads/platform.ts';
import type { UploadRequest } from '#experiments/uploads/upload.ts';
import { fromGoogle } from './to-google.ts';
import { fromLinkedIn } from './to-linkedin.ts';
import { fromMeta } from './to-meta.ts';
import { fromMicrosoft } from './to-microsoft.ts';
import type { Answer, Verdict } from './verdict.ts';

/** Platforms that are told by requests. */
export const SENDING = ['google', 'microsoft', 'meta', 'linkedin'] as const satisfies Platform[];
export type SendingPlatform = (typeof SENDING)[number];

/** How each platform's answers are read. */
export const READERS: Readonly<Record<SendingPlatform, (answer: Answer) => Verdict>> = {
  google: fromGoogle,
  microsoft: fromMicrosoft,
  meta: fromMeta,
  linkedin: fromLinkedIn,
};

/** A request with its address and what authorises it. Meta wants the token in the address. */
export function requestOf(
  platform: SendingPlatform,
  { path, headers, body }: UploadRequest,
  { platforms, token }: { readonly platforms: Platforms; readonly token: string },
): Request {
  const base = platforms[platform]?.baseUrl.replace(/\/$/, '') ?? '';
  const inAddress = platform === 'meta';
  const query = inAddress
    ? `${path.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(token)}`
    : '';
  return new Request(`${base}${path}${query}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      ...headers,
      'Content-Type': 'application/json',
      ...(inAddress ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

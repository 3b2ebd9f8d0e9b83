import type { CrmSource } from '#experiments/definition/connections/crm-source.ts';
import { webhookSecret } from '../outbox/webhook-signature.ts';
import { fromBase64 } from './base64.ts';
import { sameBytes } from './same-bytes.ts';

/** How far a request's own time may be off: what was recorded cannot be sent again later. */
const TOLERANCE_MS = 300_000;
/** Shortest secret that is sent as it is, in characters. */
const SHORTEST_BEARER = 24;

export type HookRequest = {
  readonly method: string;
  /** Whole address as it was asked for. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly now: number;
};

export type Verified =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'hook-unsigned' | 'hook-stale' | 'hook-wrong-signature';
      readonly message: string;
    };

/** The secrets of a source that can be used as its senders prove themselves; none: it is closed. */
export function usableSecrets(
  source: Pick<CrmSource, 'verify' | 'secrets'>,
  env: Readonly<Record<string, unknown>>,
): readonly string[] {
  return source.secrets.flatMap((name) => {
    const value = env[name];
    if (typeof value !== 'string' || value === '') return [];
    if (source.verify === 'standard-webhooks') return webhookSecret(value) ? [value] : [];
    return source.verify === 'bearer' && value.length < SHORTEST_BEARER ? [] : [value];
  });
}

/** Whether a request comes from somebody who knows one of the secrets. Never throws. */
export function verifyHook(
  verify: CrmSource['verify'],
  request: HookRequest,
  secrets: readonly string[],
): Promise<Verified> {
  switch (verify) {
    case 'standard-webhooks':
      return standardWebhooks(request, secrets);
    case 'hubspot-v3':
      return hubSpot(request, secrets);
    case 'bearer':
      return bearer(request, secrets);
  }
}

/**
 * `webhook-id`, `webhook-timestamp` in seconds, and `webhook-signature`: any number of `v1,` and
 * base64 between spaces, HMAC-SHA-256 over `{id}.{timestamp}.{body}`; other versions are passed over.
 * Source: Standard Webhooks specification 1.0, "Signature scheme" and "Verifying signatures",
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
async function standardWebhooks(
  { headers, body, now }: HookRequest,
  secrets: readonly string[],
): Promise<Verified> {
  const id = headers.get('webhook-id');
  const seconds = headers.get('webhook-timestamp');
  const given = headers.get('webhook-signature');
  if (!id || !seconds || !given) {
    return unsigned('webhook-id, webhook-timestamp and webhook-signature');
  }
  if (!/^\d{1,12}$/.test(seconds) || isStale(Number(seconds) * 1_000, now)) return stale;
  const signatures = given.split(' ').flatMap((one) => {
    const bytes = one.startsWith('v1,') ? signatureOf(one.slice(3)) : null;
    return bytes ? [bytes] : [];
  });
  const keys = secrets.flatMap((secret) => webhookSecret(secret) ?? []);
  return anyMatches(signatures, keys, joined(`${id}.${seconds}.`, body));
}

/**
 * `X-HubSpot-Signature-v3`: base64 of HMAC-SHA-256 by the app's client secret over method, address,
 * body and the milliseconds of `X-HubSpot-Request-Timestamp`. The address is taken with some escapes
 * undone, and as it came, because HubSpot's own examples differ in it.
 * Source: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 */
async function hubSpot(
  { method, url, headers, body, now }: HookRequest,
  secrets: readonly string[],
): Promise<Verified> {
  const given = headers.get('x-hubspot-signature-v3');
  const milliseconds = headers.get('x-hubspot-request-timestamp');
  if (!given || !milliseconds) {
    return unsigned('X-HubSpot-Signature-v3 and X-HubSpot-Request-Timestamp');
  }
  if (!/^\d{1,15}$/.test(milliseconds) || isStale(Number(milliseconds), now)) return stale;
  const signature = signatureOf(given);
  const keys = secrets.map((secret) => new Uint8Array(new TextEncoder().encode(secret)));
  for (const address of new Set([unescaped(url), url])) {
    const text = joined(`${method}${address}`, body, milliseconds);
    const verified = await anyMatches(signature ? [signature] : [], keys, text);
    if (verified.ok) return verified;
  }
  return wrong;
}

/** `Authorization: Bearer {secret}`. Digests are compared, which have the same length always. */
async function bearer({ headers }: HookRequest, secrets: readonly string[]): Promise<Verified> {
  const [, given] = /^Bearer +(\S+)$/i.exec(headers.get('Authorization') ?? '') ?? [];
  if (given === undefined) return unsigned('Authorization: Bearer and the secret');
  let known = false;
  for (const secret of secrets) known = (await sameBytes(given, secret)) || known;
  return known ? { ok: true } : wrong;
}

/** A signature has one spelling: without its padding, or with other spare bits, it is none. */
function signatureOf(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = fromBase64(text);
  return bytes && btoa(String.fromCharCode(...bytes)) === text ? bytes : null;
}

async function anyMatches(
  signatures: readonly Uint8Array[],
  keys: readonly Uint8Array<ArrayBuffer>[],
  text: Uint8Array<ArrayBuffer>,
): Promise<Verified> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  let known = false;
  for (const bytes of keys) {
    const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
    const expected = new Uint8Array(await crypto.subtle.sign('HMAC', key, text));
    for (const signature of signatures) known = (await sameBytes(signature, expected)) || known;
  }
  return known ? { ok: true } : wrong;
}

/** What HubSpot undoes before it signs; the `?` before the query is none of them. */
const UNDONE = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

function unescaped(url: string): string {
  return url.replaceAll(UNDONE, (escaped) => decodeURIComponent(escaped));
}

function joined(before: string, body: Uint8Array, after = ''): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const [head, tail] = [encoder.encode(before), encoder.encode(after)];
  const whole = new Uint8Array(head.length + body.length + tail.length);
  whole.set(head);
  whole.set(body, head.length);
  whole.set(tail, head.length + body.length);
  return whole;
}

function isStale(at: number, now: number): boolean {
  return Math.abs(now - at) > TOLERANCE_MS;
}

const wrong: Verified = {
  ok: false,
  code: 'hook-wrong-signature',
  message: 'The signature is by none of the secrets of this source.',
};
const stale: Verified = {
  ok: false,
  code: 'hook-stale',
  message: 'The time of the request is more than five minutes off: send it anew, signed anew.',
};

function unsigned(needed: string): Verified {
  return { ok: false, code: 'hook-unsigned', message: `It needs ${needed}.` };
}

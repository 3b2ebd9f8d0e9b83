/** The secret of a webhook as Standard Webhooks writes it: `whsec_` and base64. */
export function webhookSecret(text: string | undefined): Uint8Array<ArrayBuffer> | null {
  const [, base64] = /^whsec_([A-Za-z0-9+/]{32,}={0,2})$/.exec(text ?? '') ?? [];
  if (base64 === undefined) return null;
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/**
 * The headers by which a receiver proves that a message is ours and new: id, time in seconds and
 * `v1,` with HMAC-SHA-256 over `{id}.{time}.{body}`.
 * Source: Standard Webhooks specification 1.0, "Webhook metadata" and "Signature scheme",
 * github.com/standard-webhooks/standard-webhooks
 */
export async function webhookHeaders(
  secret: Uint8Array<ArrayBuffer>,
  message: { readonly id: string; readonly body: string; readonly now: number },
): Promise<Record<string, string>> {
  const seconds = Math.floor(message.now / 1_000);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  const signed = new TextEncoder().encode(`${message.id}.${seconds}.${message.body}`);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, signed));
  return {
    'Content-Type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${btoa(String.fromCharCode(...mac))}`,
  };
}

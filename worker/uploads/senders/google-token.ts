import { toBase64Url } from '../../visitor/base64url.ts';

/** Seconds that an assertion is good for, and time before its end from which a token counts as old. */
const LIFE_S = 3_600;
const SPARE_MS = 300_000;
const SCOPE = 'https://www.googleapis.com/auth/datamanager';
const remembered = new Map<string, { readonly token: string; readonly until: number }>();

/** The parts of a service account's key file that are needed. */
type ServiceAccount = {
  readonly client_email: string;
  readonly private_key: string;
  readonly token_uri: string;
};

/**
 * An access token for the Data Manager: the secret itself, or where it is the key of a service
 * account (JSON) one that Google gives for it, kept for its hour.
 * Sources: RFC 7523; https://developers.google.com/identity/protocols/oauth2/service-account
 * @throws when the key is malformed or Google gives no token
 */
export async function googleToken(
  secret: string,
  { now, send }: { readonly now: number; readonly send: (request: Request) => Promise<Response> },
): Promise<string> {
  if (!secret.trimStart().startsWith('{')) return secret.trim();
  const account = JSON.parse(secret) as ServiceAccount;
  const known = remembered.get(account.client_email);
  if (known && known.until > now) return known.token;
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: await assertionOf(account, now),
  });
  const response = await send(new Request(account.token_uri, { method: 'POST', body }));
  if (!response.ok) throw new Error(`Google gave no access token: answered ${response.status}`);
  const { access_token: token, expires_in: seconds } = (await response.json()) as {
    access_token: string;
    expires_in: number;
  };
  remembered.set(account.client_email, { token, until: now + seconds * 1_000 - SPARE_MS });
  return token;
}

async function assertionOf(account: ServiceAccount, now: number): Promise<string> {
  const seconds = Math.floor(now / 1_000);
  const claims = {
    iss: account.client_email,
    scope: SCOPE,
    aud: account.token_uri,
    iat: seconds,
    exp: seconds + LIFE_S,
  };
  const text = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => toBase64Url(new TextEncoder().encode(JSON.stringify(part))))
    .join('.');
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const der = account.private_key.replace(/-----[A-Z ]+-----|\s/g, '');
  const bytes = Uint8Array.from(atob(der), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(text));
  return `${text}.${toBase64Url(new Uint8Array(signature))}`;
}

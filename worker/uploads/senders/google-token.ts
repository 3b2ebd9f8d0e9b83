import { toBase64Url } from '../../visitor/base64url.ts';
import { at, plainText, readAnswer } from './verdict.ts';

/** Seconds that an assertion is good for: Google takes no more than an hour. */
const LIFE_S = 3_600;
/** Seconds that our clock may be ahead of Google's, which takes nothing that was signed in the future. */
const AHEAD_S = 60;
/** Time before its end from which a token counts as old. */
const SPARE_MS = 300_000;
const SCOPE = 'https://www.googleapis.com/auth/datamanager';
/** By the secret that they were given for. */
const remembered = new Map<string, { readonly token: string; readonly until: number }>();

/** The parts of a service account's key file that are needed. */
type ServiceAccount = {
  readonly client_email: string;
  readonly private_key: string;
  readonly token_uri: string;
};

type Asking = {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly send: (request: Request) => Promise<Response>;
};

export type GoogleToken =
  | { readonly ok: true; readonly token: string }
  /** In words that hold nothing of the secret. `askedMs`: come again no earlier. */
  | { readonly ok: false; readonly error: string; readonly askedMs: number };

/**
 * Asks the Data Manager with an access token: the secret itself, or where it is the key of a service
 * account (JSON) one that Google gives for it, kept until five minutes before its end. A token that
 * is refused although it is not old yet (revoked, or the account's key was exchanged) is replaced
 * once. Answers the reason where Google gives no token.
 * Sources: RFC 7523; https://developers.google.com/identity/protocols/oauth2/service-account
 */
export async function askWithToken(
  secret: string,
  requestWith: (token: string) => Request,
  asking: Asking,
): Promise<
  { readonly ok: true; readonly response: Response } | Extract<GoogleToken, { ok: false }>
> {
  const first = await googleToken(secret, asking);
  if (!first.ok) return first;
  const response = await asking.send(requestWith(first.token));
  if (response.status !== 401 || !isKey(secret)) return { ok: true, response };
  await response.body?.cancel();
  // Another request may have got a new one already.
  if (remembered.get(secret)?.token === first.token) remembered.delete(secret);
  const second = await googleToken(secret, asking);
  return second.ok ? { ok: true, response: await asking.send(requestWith(second.token)) } : second;
}

async function googleToken(secret: string, { now, send }: Asking): Promise<GoogleToken> {
  if (!isKey(secret)) return { ok: true, token: secret.trim() };
  const known = remembered.get(secret);
  if (known && known.until > now) return { ok: true, token: known.token };
  const account = accountOf(secret);
  const assertion = account && (await assertionOf(account, now));
  if (!account || !assertion) {
    return refused('the secret is not the JSON key of a service account: paste the whole file');
  }
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion,
  });
  const request = new Request(account.token_uri, { method: 'POST', body, redirect: 'manual' });
  const answer = await readAnswer(await send(request), now);
  const token = at(answer.body, 'access_token');
  if (answer.status !== 200 || typeof token !== 'string') {
    const said = plainText(at(answer.body, 'error_description') ?? at(answer.body, 'error'));
    const why = `Google gave no access token: answered ${answer.status}`;
    return { ...refused(said === '' ? why : `${why}: ${said}`), askedMs: answer.askedMs };
  }
  const seconds = Number(at(answer.body, 'expires_in') ?? 0);
  remembered.set(secret, { token, until: now + seconds * 1_000 - SPARE_MS });
  return { ok: true, token };
}

function refused(error: string): Extract<GoogleToken, { ok: false }> {
  return { ok: false, error, askedMs: 0 };
}

function isKey(secret: string): boolean {
  return secret.trimStart().startsWith('{');
}

/** Null where it is none: what a parser says of it would quote the secret. */
function accountOf(secret: string): ServiceAccount | null {
  try {
    const read = JSON.parse(secret) as Partial<Record<keyof ServiceAccount, unknown>>;
    const { client_email, private_key, token_uri } = read;
    const texts = [client_email, private_key, token_uri].every((one) => typeof one === 'string');
    return texts && URL.canParse(String(token_uri)) ? (read as ServiceAccount) : null;
  } catch {
    return null;
  }
}

/** The signed assertion; null when the key is none. */
async function assertionOf(account: ServiceAccount, now: number): Promise<string | null> {
  const seconds = Math.floor(now / 1_000) - AHEAD_S;
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
  try {
    const bytes = Uint8Array.from(atob(der), (character) => character.charCodeAt(0));
    const key = await crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign']);
    const signature = await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(text));
    return `${text}.${toBase64Url(new Uint8Array(signature))}`;
  } catch {
    return null;
  }
}

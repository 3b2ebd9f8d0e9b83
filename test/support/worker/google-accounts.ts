import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** A service account of Google's, as its console keeps it. */
type Account = {
  key: KeyObject | null;
  /** Epoch milliseconds that Google's clock shows; null for the machine's. */
  clock: number | null;
  /** Tokens that are good, and until when. */
  readonly tokens: Map<string, number>;
  granted: number;
  busy: number;
};

const accounts = new Map<string, Account>();
const LIFE_S = 3_600;

/** Whether Google takes a token of an account right now. */
export function isGranted(name: string, token: string): boolean {
  const account = accounts.get(name);
  return account !== undefined && (account.tokens.get(token) ?? 0) > nowOf(account);
}

type Answer = (status: number, body: unknown, headers?: Record<string, string>) => unknown;

/**
 * The token endpoint of service accounts at /{name}/account/token, by RFC 7523 and Google's page: RS256
 * over `header.claims`, the scope asked for, this address as audience, good for an hour at most and
 * not from the future. Beside it what people do in the console: `…/key` (PEM of a public key, POST),
 * `…/revoke` (all tokens), `…/clock?at=` and `…/granted` (how many tokens were given).
 * Sources: https://developers.google.com/identity/protocols/oauth2/service-account ("Making the access
 * token request", "JWT error codes").
 */
export function answerForAccounts(
  url: URL,
  text: string,
  { name, answer }: { readonly name: string; readonly answer: Answer },
): void {
  const fresh: Account = { key: null, clock: null, tokens: new Map(), granted: 0, busy: 1 };
  const account = accounts.get(name) ?? fresh;
  accounts.set(name, account);
  switch (url.pathname.split('/')[3]) {
    case 'key':
      account.key = createPublicKey(text);
      answer(200, {});
      return;
    case 'revoke':
      account.tokens.clear();
      answer(200, {});
      return;
    case 'clock':
      account.clock = Number(url.searchParams.get('at'));
      answer(200, {});
      return;
    case 'granted':
      answer(200, account.granted);
      return;
    default:
      grant(new URLSearchParams(text), account, { name, answer });
  }
}

function grant(
  form: URLSearchParams,
  account: Account,
  { name, answer }: { readonly name: string; readonly answer: Answer },
): void {
  const refuse = (error: string, error_description: string) =>
    answer(400, { error, error_description });
  if (name.includes('crowded') && account.busy-- > 0) {
    answer(429, { error: 'rate_limit_exceeded' }, { 'Retry-After': '120' });
    return;
  }
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
    refuse('unsupported_grant_type', 'Invalid grant_type');
    return;
  }
  const [header = '', claims = '', signature = ''] = form.get('assertion')?.split('.') ?? [];
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const signed = Buffer.from(`${header}.${claims}`);
  const isSigned =
    account.key !== null &&
    read(header).alg === 'RS256' &&
    verify('sha256', signed, account.key, Buffer.from(signature, 'base64url'));
  if (!isSigned) {
    refuse('invalid_grant', 'Invalid JWT Signature.');
    return;
  }
  const { aud, scope, iat, exp } = read(claims);
  const now = nowOf(account) / 1_000;
  if (iat > now || exp < now || exp - iat > LIFE_S) {
    refuse(
      'invalid_grant',
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    );
    return;
  }
  if (aud !== `https://platforms.test/${name}/account/token` || !scope.endsWith('/datamanager')) {
    refuse('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
    return;
  }
  account.granted += 1;
  const token = `${name}-token-${account.granted}`;
  account.tokens.set(token, nowOf(account) + LIFE_S * 1_000);
  answer(200, { access_token: token, expires_in: LIFE_S, token_type: 'Bearer' });
}

function nowOf({ clock }: Account): number {
  return clock ?? Date.now();
}

import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { sign } from 'hono/jwt';
import { beforeAll, expect, test } from 'vitest';
import { type AccessEnv, requireAccess } from '#worker/reporting/access.ts';
import { createSigningKeys } from '#worker/reporting/access-keys.ts';
import { createWrongTries } from '#worker/reporting/wrong-tries.ts';
import { toBase64Url } from '#worker/visitor/base64url.ts';
import { ORIGIN } from '../visit.ts';

const ISSUER = 'https://halden.cloudflareaccess.com';
const AUDIENCE = '32eafc7626e737737a1e8d1b2c3f4a5d';

type Pair = { readonly secret: JsonWebKey; readonly published: JsonWebKey & { kid: string } };
let team: Pair;
let stranger: Pair;

beforeAll(async () => {
  team = await pair('team-key');
  stranger = await pair('team-key');
});

async function pair(kid: string): Promise<Pair> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const keys = (await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const secret = (await crypto.subtle.exportKey('jwk', keys.privateKey)) as JsonWebKey;
  const shown = (await crypto.subtle.exportKey('jwk', keys.publicKey)) as JsonWebKey;
  return { secret: { ...secret, kid } as JsonWebKey, published: { ...shown, alg: 'RS256', kid } };
}

const seconds = () => Math.floor(Date.now() / 1_000);
const claims = (changed: Record<string, unknown> = {}) => ({
  iss: ISSUER,
  aud: [AUDIENCE],
  email: 'Maja@halden.example',
  exp: seconds() + 600,
  ...changed,
});
const signed = (given: Record<string, unknown> = {}, { secret }: Pair = team) =>
  sign(claims(given), secret as Parameters<typeof sign>[1], 'RS256');

function site(editors = '', fetched: string[] = []) {
  const app = new Hono<AccessEnv>();
  const accessKeys = createSigningKeys(async (address) => {
    fetched.push(address);
    return Response.json({ keys: [team.published] });
  });
  app.use('/report/*', requireAccess('viewer', { accessKeys, wrongTries: createWrongTries() }));
  app.all('/report/*', (c) => c.text(`${c.var.reader.actor} reads as ${c.var.reader.role}`));
  return (assertion: string) =>
    app.fetch(
      new Request(`${ORIGIN}/report/`, { headers: { 'Cf-Access-Jwt-Assertion': assertion } }),
      {
        DB: env.DB,
        TRUELIFT_ACCESS_TEAM_DOMAIN: 'halden.cloudflareaccess.com',
        TRUELIFT_ACCESS_AUDIENCE: AUDIENCE,
        TRUELIFT_ACCESS_EDITORS: editors,
      },
    );
}

test('whom Access let in reads; whom the settings name acts, by the name that Access gives', async () => {
  expect(await (await site()(await signed())).text()).toBe('Maja@halden.example reads as viewer');
  const named = site('lena@halden.example, maja@halden.example');
  expect(await (await named(await signed())).text()).toBe('Maja@halden.example reads as editor');
});

test('keys are read once for many requests, and made-up key ids do not read them again', async () => {
  const fetched: string[] = [];
  const open = site('', fetched);
  const other = await pair('made-up');
  for (const token of [await signed(), await signed(), await signed({}, other)]) await open(token);
  expect(fetched).toEqual([`${ISSUER}/cdn-cgi/access/certs`]);
});

const part = (value: unknown) => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));

/** An HS256 token whose secret is the published key's text: what a confused verifier accepts. */
async function hs256WithPublicKey(): Promise<string> {
  const head = part({ alg: 'HS256', typ: 'JWT', kid: team.published.kid });
  const text = `${head}.${part(claims())}`;
  const secret = new TextEncoder().encode(JSON.stringify(team.published));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
  return `${text}.${toBase64Url(new Uint8Array(mac))}`;
}

async function tampered(): Promise<string> {
  const [head, , signature] = (await signed()).split('.');
  return `${head}.${part(claims({ email: 'boss@halden.example' }))}.${signature}`;
}

const attacks: Record<string, () => Promise<string>> = {
  'another key under the same id': () => signed({}, stranger),
  'another audience': () => signed({ aud: ['another-application'] }),
  'no audience': () => signed({ aud: undefined }),
  'another issuer': () => signed({ iss: 'https://evil.cloudflareaccess.com' }),
  'no issuer': () => signed({ iss: undefined }),
  'an expired one': () => signed({ exp: seconds() - 1 }),
  'one without an end': () => signed({ exp: undefined }),
  'one that is not valid yet': () => signed({ nbf: seconds() + 600 }),
  'one without a person': () => signed({ email: undefined }),
  'alg none': async () => `${part({ alg: 'none', kid: 'team-key' })}.${part(claims())}.`,
  'HS256 with the public key as secret': hs256WithPublicKey,
  'changed claims': tampered,
  'a signature cut off': async () => (await signed()).split('.').slice(0, 2).join('.'),
  garbage: async () => 'x.y.z',
  'an empty text': async () => '',
};

for (const [name, attack] of Object.entries(attacks)) {
  test(`${name} opens nothing`, async () => {
    const response = await site('*')(await attack());
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('reads as');
  });
}

test('without team and audience an assertion opens nothing', async () => {
  const app = new Hono<AccessEnv>();
  app.use('/report/*', requireAccess('viewer'));
  app.all('/report/*', (c) => c.text('open'));
  const headers = { 'Cf-Access-Jwt-Assertion': await signed() };
  const request = new Request(`${ORIGIN}/report/`, { headers });
  expect((await app.fetch(request, { DB: env.DB })).status).toBe(401);
});

import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { cron, HOUR, leads, ledger, NOW, sending, toldTo } from './upload-sender.ts';

const MINUTE = 60_000;

/** What people do in Google's console. */
async function console_(name: string, what: string, body?: string): Promise<unknown> {
  const url = `https://platforms.test/${name}/account/${what}`;
  const answer = await fetch(url, body === undefined ? {} : { method: 'POST', body });
  return answer.json();
}

function pem(label: string, bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return `-----BEGIN ${label}-----\n${text.replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
}

/** A site whose secret is the key of a service account; `known`: Google has its public half. */
async function withAccount(name: string, { known = true } = {}) {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign'])) as CryptoKeyPair;
  const spki = (await crypto.subtle.exportKey('spki', pair.publicKey)) as ArrayBuffer;
  const pkcs8 = (await crypto.subtle.exportKey('pkcs8', pair.privateKey)) as ArrayBuffer;
  if (known) await console_(name, 'key', pem('PUBLIC KEY', spki));
  const token = JSON.stringify({
    type: 'service_account',
    client_email: `uploads@${name}.iam.example`,
    private_key: pem('PRIVATE KEY', pkcs8),
    token_uri: `https://platforms.test/${name}/account/token`,
  });
  return { ...sending('google', name), token };
}

/** The error that the waiting message shows to whoever looks after it. */
async function waitsFor() {
  return env.DB.prepare(
    "SELECT last_error, next_try_at FROM outbox WHERE state = 'waiting'",
  ).first<{ last_error: string; next_try_at: number }>();
}

test('a service account signs in once, and its token serves until shortly before its end', async () => {
  const site = await withAccount('account-reused');
  for (const [lead, after] of [
    ['a', 0],
    ['b', 20 * MINUTE],
    ['c', 54 * MINUTE],
  ] as const) {
    await leads([lead], NOW + after - MINUTE);
    await console_(site.name, `clock?at=${NOW + after}`);
    await cron(site, NOW + after);
  }
  expect(await console_(site.name, 'granted')).toBe(1);
  await leads(['d'], NOW + 55 * MINUTE);
  await console_(site.name, `clock?at=${NOW + 56 * MINUTE}`);
  await cron(site, NOW + 56 * MINUTE);
  expect(await console_(site.name, 'granted')).toBe(2);
  expect((await toldTo(site)).counted).toEqual(['a.lead', 'b.lead', 'c.lead', 'd.lead']);
});

test('a token that was revoked meanwhile is replaced at once, a single time', async () => {
  const site = await withAccount('account-revoked');
  await leads(['a']);
  await cron(site);
  await console_(site.name, 'revoke');
  await leads(['b'], NOW);
  await cron(site, NOW + MINUTE);
  expect(await ledger()).toEqual({ a: 'sent', b: 'sent' });
  expect(await console_(site.name, 'granted')).toBe(2);
  expect((await toldTo(site)).batches).toEqual([['a.lead'], ['b.lead']]);
  // So is one that is asked with what became of them.
  await console_(site.name, 'revoke');
  await console_(site.name, `clock?at=${NOW + 40 * MINUTE}`);
  await cron(site, NOW + 40 * MINUTE);
  expect(await ledger()).toEqual({ a: 'accepted', b: 'accepted' });
  expect(await console_(site.name, 'granted')).toBe(3);
});

test('an account that Google does not know is nobody’s fault but the key’s: said in words, and nothing is lost', async () => {
  const site = await withAccount('account-unknown', { known: false });
  await leads(['a']);
  await cron(site);
  expect(await ledger()).toEqual({ a: 'queued' });
  expect((await waitsFor())?.last_error).toBe(
    'Google gave no access token: answered 400: Invalid JWT Signature.',
  );
  const mended = await withAccount('account-unknown');
  await cron(mended, NOW + MINUTE);
  expect(await ledger()).toEqual({ a: 'sent' });
});

test('a clock that is half a minute ahead of Google’s signs in, one that is an hour off says what is wrong', async () => {
  const site = await withAccount('account-skewed');
  await leads(['a']);
  await console_(site.name, `clock?at=${NOW + HOUR + MINUTE}`);
  await cron(site);
  expect((await waitsFor())?.last_error).toMatch(/ iat and exp values /);
  await console_(site.name, `clock?at=${NOW + MINUTE - 30_000}`);
  await cron(site, NOW + MINUTE);
  expect(await ledger()).toEqual({ a: 'sent' });
});

test('who asks to come later for a token is asked later', async () => {
  const site = await withAccount('account-crowded');
  await leads(['a']);
  await cron(site);
  expect((await waitsFor())?.next_try_at).toBe(NOW + 120_000);
  await cron(site, NOW + 119_000);
  expect(await ledger()).toEqual({ a: 'queued' });
  await console_(site.name, `clock?at=${NOW + 121_000}`);
  await cron(site, NOW + 121_000);
  expect(await ledger()).toEqual({ a: 'sent' });
});

test.for([
  ['broken JSON', '{"private_key":"-----BEGIN very-secret'],
  [
    'no key in it',
    '{"client_email":"a@b.c","private_key":"very-secret","token_uri":"https://x.test"}',
  ],
])(
  'a secret that is no key file is said to be none, without a word of it: %s',
  async ([, token]) => {
    const site = { ...sending('google', 'account-broken'), token: token as string };
    await leads(['a']);
    await cron(site);
    expect((await waitsFor())?.last_error).toBe(
      'the secret is not the JSON key of a service account: paste the whole file',
    );
  },
);

import { expect, test } from 'vitest';
import { isFromOwnPage, TOKEN_HEADER } from '#site/commands/edit/door.ts';

const TOKEN = 'token-of-this-run';
const own = {
  host: '127.0.0.1:8787',
  origin: 'http://127.0.0.1:8787',
  'sec-fetch-site': 'same-origin',
  [TOKEN_HEADER]: TOKEN,
};

test('a page of the development server may edit', () => {
  expect(isFromOwnPage({ headers: own }, TOKEN)).toBe(true);
  const named = { ...own, host: 'localhost:8787', origin: 'http://localhost:8787' };
  expect(isFromOwnPage({ headers: named }, TOKEN)).toBe(true);
});

test.for([
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another server of this machine', { origin: 'http://127.0.0.1:3000' }],
  [
    'a name that leads here (DNS rebinding)',
    { host: 'evil.example:8787', origin: 'http://evil.example:8787' },
  ],
  ['a name that begins like this machine', { host: '127.0.0.1.evil.example' }],
  ['a page without the token', { [TOKEN_HEADER]: undefined }],
  ['a page with the token of an earlier run', { [TOKEN_HEADER]: 'token-of-last-run' }],
] as const)('%s may not edit', ([, headers]) => {
  expect(isFromOwnPage({ headers: { ...own, ...headers } }, TOKEN)).toBe(false);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { findSecrets } from '#site/commands/local/find-secrets.ts';

const KEY = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I';
const SECRETS = {
  TRUELIFT_SIGNING_KEYS: `k1:${KEY}`,
  TRUELIFT_REPORT_KEY: 'other-key-of-the-report',
  MODE: 'on',
};

const test = base.extend<{ bundle: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  bundle: async ({}, use) => {
    const bundle = mkdtempSync(join(tmpdir(), 'truelift-bundle-'));
    mkdirSync(join(bundle, 'chunks'));
    writeFileSync(join(bundle, 'entry.mjs'), 'export default { mode: "on" };');
    await use(bundle);
    rmSync(bundle, { recursive: true });
  },
});

test('a bundle without secrets passes, short settings count as no secret', ({ expect, bundle }) => {
  expect(findSecrets(bundle, SECRETS)).toEqual([]);
});

test('a key inlined without its id is found', ({ expect, bundle }) => {
  const file = join(bundle, 'chunks/inlined.mjs');
  writeFileSync(file, `const key = "${KEY}";`);
  expect(findSecrets(bundle, SECRETS)).toEqual([{ file, name: 'TRUELIFT_SIGNING_KEYS' }]);
});

test('a .dev.vars in the upload is found whatever it holds', ({ expect, bundle }) => {
  const file = join(bundle, 'chunks/.dev.vars.production');
  writeFileSync(file, '');
  expect(findSecrets(bundle, SECRETS)).toEqual([{ file, name: 'all secrets' }]);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { checkSecrets, ensureSecrets, readSecrets } from '#site/commands/local/secrets.ts';

const KEY = 'Z5xXqcVQ36KAulCfUDVRWnVqE0BI6l-ytgEzGxk2IQM';

const test = base.extend<{ file: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  file: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'truelift-secrets-'));
    await use(join(folder, '.dev.vars'));
    rmSync(folder, { recursive: true });
  },
});

test('made secrets pass, and so do several keys and a comment behind one', ({ expect, file }) => {
  ensureSecrets(file);
  expect(checkSecrets(file)).toEqual({ ok: true });
  writeFileSync(
    file,
    `TRUELIFT_SIGNING_KEYS="k2:${KEY}, k1:${KEY}"\nTRUELIFT_DATA_KEYS=k1:${KEY} # mine\nTRUELIFT_REPORT_KEY='${KEY}='\n`,
  );
  expect(checkSecrets(file)).toEqual({ ok: true });
  expect(readSecrets(file).TRUELIFT_DATA_KEYS).toBe(`k1:${KEY}`);
});

test.for([
  ['TRUELIFT_REPORT_KEY', 'abc'],
  ['TRUELIFT_REPORT_KEY', `k1:${KEY}`],
  ['TRUELIFT_SIGNING_KEYS', KEY],
  ['TRUELIFT_SIGNING_KEYS', `K-1:${KEY}`],
  ['TRUELIFT_SIGNING_KEYS', 'k1:c2hvcnQ'],
  ['TRUELIFT_SIGNING_KEYS', `k1:${KEY},`],
  ['TRUELIFT_DATA_KEYS', `k1:${KEY}==`],
  ['TRUELIFT_DATA_KEYS', `k1:${KEY}+/`],
] as const)('%s=%s is refused in one sentence', ([name, value], { expect, file }) => {
  writeFileSync(file, `${name}=${value}\n`);
  ensureSecrets(file);
  const refused = checkSecrets(file);
  expect(refused).toEqual({
    ok: false,
    sentence: expect.stringMatching(
      new RegExp(
        `^${name} in .+ is malformed; it must be .+: correct it, or delete its line [^.]+\\.$`,
      ),
    ),
  });
});

test('deleting the key of the leads is not recommended without its price', ({ expect, file }) => {
  writeFileSync(file, 'TRUELIFT_DATA_KEYS=abc\n');
  ensureSecrets(file);
  expect(checkSecrets(file)).toMatchObject({
    sentence: expect.stringContaining('which cannot read the leads stored so far.'),
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { onTestFinished, test, vi } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { readLinkOptions } from '#site/commands/links/options.ts';
import { previewLinksText } from '#site/commands/links/preview-text.ts';
import { signingKey, signPreview } from '#site/commands/links/sign.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { WORKER_TEST_SECRETS } from '#test/support/worker/secrets.ts';

// Each run is a process of its own, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'truelift-links-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function runLinks(...words: readonly string[]) {
  const child = spawn(process.execPath, ['site/commands/links.ts', ...words], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: '8799',
      TRUELIFT_SIGNING_KEYS: WORKER_TEST_SECRETS.TRUELIFT_SIGNING_KEYS,
    },
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number, out, error };
}

test('signs previews as the Worker does', ({ expect }) => {
  const key = signingKey(WORKER_TEST_SECRETS.TRUELIFT_SIGNING_KEYS);
  if (!key.ok) throw new Error(key.sentence);
  const claim = { choices: 'crm-form.short', expiresAt: Date.UTC(2026, 11, 1) };
  // The same text stands in test/worker/preview/preview.test.ts.
  expect(signPreview('/crm/', claim, key)).toBe(
    '1.t1.mx3xkao0.crm-form.short.pjf3Q8Ac6Qq1pV36SK7T5w',
  );
});

test('refuses to sign without a key, or with half of one', ({ expect }) => {
  expect(signingKey(undefined)).toMatchObject({ ok: false });
  expect(signingKey('k1:c2hvcnQ')).toMatchObject({
    ok: false,
    sentence: expect.stringContaining('TRUELIFT_SIGNING_KEYS is malformed'),
  });
  expect(signingKey(`k2:${'A'.repeat(43)},k1:${'B'.repeat(43)}`)).toMatchObject({ kid: 'k2' });
});

test('prints a link to every combination of every landing, drafts too', async ({ expect }) => {
  const { code, out } = await runLinks('--preview');
  expect(code).toBe(0);
  expect(out).toContain('crm-form.short~crm-headline.outcome\n');
  expect(out).toMatch(
    /crm-proof\.heating \(draft\)\n {4}http:\/\/127\.0\.0\.1:8799\/crm\/\?tl_preview=1\.t1\.[0-9a-z]+\.crm-proof\.heating\.[\w-]{22}\n/,
  );
  expect(out).toMatch(/These links work until .* \(Europe\/Berlin\) and are recorded nowhere\./);
});

test('sums up many pages per ad group, and prints those of one by its path', ({ expect }) => {
  const landing = (path: string, parent?: string) => ({
    ...{ id: path, path, locale: 'en', experimentIds: [], combinationKeys: [], draftKeys: [] },
    ...(parent === undefined ? {} : { parent }),
  });
  const versions = ['a', 'b', 'c', 'd'].map((slug) => landing(`/crm/${slug}/`, '/crm/'));
  const catalog = {
    ...{ experiments: [], site: { timeZone: 'UTC' } as Catalog['site'] },
    landings: [landing('/crm/'), ...versions],
  };
  const key = { ok: true, kid: 'k1', bytes: Buffer.alloc(32) } as const;
  const textOf = (name: string) => {
    const text = previewLinksText(catalog, name, {
      origin: 'https://x.example',
      expiresAt: 0,
      key,
    });
    return text.ok ? text.text : text.sentence;
  };
  expect(textOf('').match(/https:/g)).toHaveLength(1);
  expect(textOf('')).toContain(
    '4 pages per ad group below /crm/: name one for its links, for example npm run links -- --preview /crm/a/',
  );
  expect(textOf('/crm/d/')).toMatch(/^\/crm\/d\/\n {2}control\n {4}https:/);
  expect(textOf('/crn/')).toContain('No page is at /crn/. Did you mean "/crm/"?');
});

test('prints the variants of one experiment, for another origin and time', async ({ expect }) => {
  const { out } = await runLinks(
    '--preview=offer-aa',
    '--base',
    'https://go.halden.example',
    '--days=1',
  );
  const links = [...out.matchAll(/^ {4}(\S+)$/gm)].map(([, link]) => new URL(link ?? ''));
  expect(links.map(({ origin, pathname }) => origin + pathname)).toEqual([
    'https://go.halden.example/offer/',
    'https://go.halden.example/offer/',
  ]);
  expect(out).toContain('  first\n');
  expect(out).toContain('  offer-aa.second\n');
  const expires = links[0]?.searchParams.get('tl_preview')?.split('.')[2] ?? '';
  const hours = (Number.parseInt(expires, 36) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect(hours).toBeLessThan(24.1);
});

test('writes the links of the shipped ads, within the naming convention', async ({ expect }) => {
  const folder = aFolder();
  const file = join(folder, 'links.csv');
  const { code, out, error } = await runLinks('--csv', file, '--base', 'https://go.halden.example');
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toBe(`10 links written to ${file}.\n`);
  expect(readFileSync(file, 'utf8')).toContain('https://go.halden.example/offer/');
});

test('prints links in the words of each platform, and what to check first', async ({ expect }) => {
  const { out } = await runLinks('--base', 'https://go.halden.example');
  expect(out).toContain('Tracking template: {lpurl}?utm_source=google&');
  expect(out).toContain('URL parameters: utm_source=facebook&');
  expect(out).toContain("Check first: {Network} stands in no vendor's document that we know.");
  expect(out).toContain('Check first: {{CAMPAIGN_GROUP_ID}}, {{CAMPAIGN_ID}}, {{CREATIVE_ID}} as');
});

test('flags names outside the convention, and still prints the links', async ({ expect }) => {
  const folder = aFolder();
  const odd = join(folder, 'odd.csv');
  writeFileSync(odd, 'platform,campaign,ad_group,landing\ngoogle,Brand DE,b,/crm/\n');
  const flagged = await runLinks('--ads', odd);
  expect(flagged.code).toBe(0);
  expect(flagged.error).toContain(
    `${odd}:2  warning: campaign (column 2): utm_campaign=Brand DE is outside the naming convention.`,
  );
});

test('refuses a file that is faulty or not there', async ({ expect }) => {
  const folder = aFolder();
  const bad = join(folder, 'bad.csv');
  writeFileSync(bad, 'platform,campaign,ad_group,landing\ngogle,search-de-x,b,/crm/\n');
  const refused = await runLinks('--ads', bad);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.error).toContain(`${bad}:2  platform (column 1): is "gogle".`);
  expect((await runLinks('--ads', join(folder, 'none.csv'))).error).toContain(
    'cannot be read: see npm run links -- --help.',
  );
});

test.for([
  [['--prewiew'], 'There is no option --prewiew. Did you mean --preview?'],
  [['crm-form'], 'npm run links -- --preview crm-form.'],
  [['--preview', '--days', '0'], '--days is "0": give whole days from 1 to 90'],
  [['--preview', '--days', '91'], '--days is "91"'],
  [['--days', '3'], '--days is for preview links: add --preview.'],
  [['--preview', '--csv', 'x'], '--csv and --ads are for ad links: leave out --preview.'],
  [['--csv'], '--csv has no value'],
  [['--base', 'go.example.com'], '--base is "go.example.com": give an address'],
  [['--base', 'https://go.example.com/crm/'], '--base is "https://go.example.com/crm/"'],
] as const)('refuses %o with what to type', ([words, sentence], { expect }) => {
  expect(readLinkOptions(words)).toMatchObject({
    ok: false,
    sentence: expect.stringContaining(sentence),
  });
});

test('refuses an experiment that does not exist, and explains itself', async ({ expect }) => {
  expect((await runLinks('--preview', 'crm-prof')).error).toContain('Did you mean "crm-proof"?');
  expect((await runLinks('--help')).out).toContain('site/ads.csv has one line per ad');
});

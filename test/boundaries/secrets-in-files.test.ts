import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { ROOT } from '#site/commands/local/settings.ts';

/**
 * What keys of those look like that this site talks to, and of its own. Sources: the list of
 * https://github.com/gitleaks/gitleaks (config/gitleaks.toml) for those of others.
 */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\\?n?[A-Za-z0-9+/=\s\\]{200,}/,
  'a key of ours': /\b[a-z0-9]{1,8}:[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/,
  'a secret of a .dev.vars':
    /\bTRUELIFT_[A-Z_]*(?:KEYS?|SECRET|TOKEN)\s*=\s*["']?[A-Za-z0-9_:-]{32,}/,
  'a secret of webhooks': /\bwhsec_[A-Za-z0-9+/]{32,}={0,2}/,
  'a key of Amazon': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a key of Google': /\bAIza[\w-]{35}\b/,
  'a token of Google': /\bya29\.[\w-]{40,}/,
  'a token of GitHub': /\b(?:gh[pousr]_\w{36}|github_pat_\w{60,})/,
  'a token of HubSpot': /\bpat-(?:na|eu)\d-[0-9a-f]{8}-[0-9a-f-]{27}/,
  'a token of Meta': /\bEAA[A-Za-z0-9]{80,}/,
  'a key of Resend': /\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}/,
  'a token of Cloudflare': /CLOUDFLARE_API_TOKEN\s*=\s*["']?[\w-]{30,}/,
  'a key of Turnstile': /\b0x4AAAAAAA[\w-]{20,}/,
  'a token of Slack': /\bxox[abprs]-[\w-]{20,}/,
};

/** Made up for the tests, which sign and verify by them: they open nothing. */
const MADE_UP = /^test\//;

/** `file: what` for every secret in a text. */
function secretsIn(name: string, text: string): readonly string[] {
  return Object.entries(SECRETS)
    .filter(([, pattern]) => pattern.test(text))
    .map(([what]) => `${name}: ${what}`);
}

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-C', ROOT, ...args], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(ROOT, name)).isFile());
}

test('no file of the repository holds a secret, and no file of secrets can be added', ({
  expect,
}) => {
  const files = git('ls-files').filter((name) => existsSync(join(ROOT, name)));
  expect(files.length).toBeGreaterThan(500);
  const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
  const ours = files.filter((name) => !MADE_UP.test(name));
  expect(ours.flatMap((name) => secretsIn(name, read(name)))).toEqual([]);
  // Of the tests' own only what looks like ours, never what opens a door elsewhere.
  const others = files
    .filter((name) => MADE_UP.test(name) && name !== 'test/boundaries/secrets-in-files.test.ts')
    .flatMap((name) => secretsIn(name, read(name)))
    .filter((found) => !/: a (?:key of ours|secret of (?:webhooks|a .dev.vars))$/.test(found));
  expect(others).toEqual([]);
  expect(
    files.filter((name) => /(^|\/)(\.dev\.vars|\.env)|\.(pem|key|p12|pfx)$/.test(name)),
  ).toEqual([]);
  const kept = [
    '.dev.vars',
    '.dev.vars.production',
    'backups/a.sql',
    'exports/a.csv',
    '.truelift/x',
  ];
  expect(git('check-ignore', ...kept)).toEqual(kept);
});

test('what is built for visitors and for the Worker holds no secret', ({ expect }) => {
  // `npm test` builds before; a checkout that was never built has nothing to look at.
  const folders = ['dist/client', 'dist/server'].filter((name) => existsSync(join(ROOT, name)));
  const files = folders
    .flatMap(filesBelow)
    .filter((name) => /\.(html|m?js|css|json|txt|xml|map)$/.test(name));
  const found = files.flatMap((name) => secretsIn(name, readFileSync(join(ROOT, name), 'utf8')));
  expect(found).toEqual([]);
  expect(folders.flatMap(filesBelow).filter((name) => name.includes('.dev.vars'))).toEqual([]);
});

test.for([
  ['a key of ours', 'TRUELIFT="k1:Zk3nq8c1VwTz5yHs0aPbXeJ7uLrD2mFgQ9iKoNvEt4A"'],
  ['a secret of a .dev.vars', 'TRUELIFT_REPORT_KEY=Zk3nq8c1VwTz5yHs0aPbXeJ7uLrD2mFgQ9iKoNvEt4A'],
  ['a secret of webhooks', 'whsec_Zmlyc3QtY3JtLXNlY3JldC1maXJzdC1jcm0tc2VjcmV0LS0='],
  ['a key of Amazon', 'id = AKIAIOSFODNN7EXAMPLE'],
  ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
  ['a private key', `-----BEGIN PRIVATE KEY-----\\n${'MIIEvQ'.repeat(50)}`],
] as const)('%s is seen', ([what, text], { expect }) => {
  expect(secretsIn('x', `before ${text} after`)).toContain(`x: ${what}`);
});

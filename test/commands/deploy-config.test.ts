import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { unstable_readConfig as readConfig } from 'wrangler';
import { configFaults } from '#site/commands/deploy/config-faults.ts';
import { ROOT } from '#site/commands/local/settings.ts';

const OURS = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8');

/** What is said of a wrangler.toml with this text, read as wrangler reads it. */
function faultsOf(text: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'truelift-config-'));
  const file = join(folder, 'wrangler.toml');
  writeFileSync(file, text);
  const faults = configFaults(readConfig({ config: file }, { hideWarnings: true }));
  rmSync(folder, { recursive: true });
  return faults;
}

test('the settings that are deployed break neither the site nor a promise', ({ expect }) => {
  expect(faultsOf(OURS)).toEqual([]);
});

test.for([
  ['main = "worker/index.ts"', 'main = "worker/app.ts"', 'main must be'],
  ['binding = "ASSETS"', 'binding = "FILES"', '[assets] needs binding'],
  ['"none"', '"404-page"', '[assets] not_found_handling must be "none"'],
  ['["/*", ', '[', 'run_worker_first must begin with "/*"'],
  ['"!/_astro/*", ', '', 'every file costs a request'],
  ['"!/robots.txt"', '"!/robots.txt", "!/crm/*"', 'holds "!/crm/*", so that pages there'],
  ['"!/robots.txt"', '"!/robots.txt", "!/*"', 'holds "!/*"'],
  ['crons = ["*/5 * * * *"]', 'crons = []', '[triggers] needs crons'],
  ['binding = "DB"', 'binding = "DATABASE"', '[[d1_databases]] needs one with binding = "DB"'],
  ['migrations_dir = "worker/store/migrations"', '', '[[d1_databases]] needs migrations_dir'],
  [
    'invocation_logs = false',
    'invocation_logs = true',
    '[observability.logs] needs invocation_logs',
  ],
  ['invocation_logs = false', '', '[observability.logs] needs invocation_logs = false'],
  ['[observability.traces]\nenabled = false', '[observability.traces]\nenabled = true', 'traces'],
  ['send_metrics = false', 'logpush = true', 'logpush must not be on'],
  ['send_metrics = false', 'tail_consumers = [{ service = "x" }]', 'tail_consumers must be empty'],
  [
    '[triggers]',
    '[vars]\nTRUELIFT_SIGNING_KEYS = "k1:x"\n[triggers]',
    '[vars] TRUELIFT_SIGNING_KEYS is a secret',
  ],
  ['[triggers]', '[cache]\nenabled = true\n[triggers]', '[cache] must not be enabled'],
] as const)('%s as %o is refused with what to write', ([from, to, why], { expect }) => {
  expect(OURS).toContain(from);
  const faults = faultsOf(OURS.replace(from, to));
  expect(faults).toContainEqual(expect.stringContaining(why));
  for (const fault of faults) expect(fault).toMatch(/^wrangler\.toml: .+\.$/);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { ROOT } from '#site/commands/local/settings.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The settings below one heading of wrangler.toml, as they stand there. */
function section(heading: string): string {
  const [, below = ''] = `\n${read('wrangler.toml')}`.split(`\n[${heading}]\n`);
  return below.split(/^\[/m)[0] ?? '';
}

type Package = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
};
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, unknown>>;
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

test('what keeps whole addresses is off: logs of requests, traces, the stores of the tools', ({
  expect,
}) => {
  expect(section('observability.logs')).toMatch(/^invocation_logs = false$/m);
  expect(section('observability.traces')).toMatch(/^enabled = false$/m);
  expect(toolEnvironment('/state')).toMatchObject({
    X_LOCAL_OBSERVABILITY: 'false',
    X_LOCAL_EXPLORER: 'false',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_LOG_PATH: expect.stringMatching(/^\/state\//),
  });
});

test('no cache stands in front of the Worker, and files stand beside it', ({ expect }) => {
  expect(read('wrangler.toml')).not.toMatch(/^\s*\[?cache\b/m);
  const [, list = ''] = /^run_worker_first = (\[.+\])$/m.exec(section('assets')) ?? [];
  const patterns = JSON.parse(list) as readonly string[];
  expect(patterns[0]).toBe('/*');
  expect(patterns).toContain('!/_astro/*');
});

test('every package has one version with its digest, and no host to be taken from', ({
  expect,
}) => {
  expect(packages.length).toBeGreaterThan(100);
  // Without an address npm asks the registry of whoever installs, and the digest says what may come.
  const loose = packages.filter(
    ([, { resolved, integrity = '', link }]) =>
      link || resolved !== undefined || !integrity.startsWith('sha512-'),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
  for (const kind of ['dependencies', 'devDependencies']) {
    for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  }
});

test('no package runs a script at installation that nobody allowed', ({ expect }) => {
  const allowed = Object.entries(manifest.allowScripts ?? {}).flatMap(([name, may]) =>
    may === true ? [name] : [],
  );
  const running = packages.flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript ? [path.slice(path.lastIndexOf('node_modules/') + 13)] : [],
  );
  // Nor is anything allowed that nothing needs.
  expect([...new Set(running)].sort()).toEqual(allowed.sort());
});

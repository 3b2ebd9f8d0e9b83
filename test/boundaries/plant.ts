import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '#site/commands/local/settings.ts';

/** What the linter says about one planted file. */
export type Finding = {
  /** `lint/style/noRestrictedImports`, or `plugin` for a rule of ours. */
  readonly rule: string;
  readonly message: string;
};

/**
 * Writes files by path into an empty tree that has the repository's lint rules, lints it and
 * returns the errors by path. The tree is gone afterwards.
 */
export function lintPlanted(
  files: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly Finding[]> {
  const tree = mkdtempSync(join(tmpdir(), 'truelift-planted-'));
  try {
    for (const path of ['biome.jsonc', 'package.json', 'test/boundaries/rules']) {
      cpSync(join(ROOT, path), join(tree, path), { recursive: true });
    }
    for (const [path, source] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), source);
    }
    return byPath(lint(tree));
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

type Diagnostic = {
  readonly category: string | null;
  readonly severity: string;
  readonly message: unknown;
  readonly advices: unknown;
  readonly location: { readonly path: unknown };
};

function lint(tree: string): readonly Diagnostic[] {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(`Biome did not report: ${stderr}`);
  return JSON.parse(stdout).diagnostics;
}

function byPath(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, readonly Finding[]>();
  for (const { category, severity, message, advices, location } of diagnostics) {
    if (severity !== 'error') continue;
    const path = String(location.path);
    const text = JSON.stringify([message, advices]);
    found.set(path, [...(found.get(path) ?? []), { rule: category ?? 'unknown', message: text }]);
  }
  return found;
}

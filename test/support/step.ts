import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '#site/commands/local/settings.ts';

export type Totals = { readonly passed: number; readonly failed: number };

/** Runs an installed tool with its output shown; settles with the exit code. */
export function runStep(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** A step without tests of its own: nothing when it went well, one failure when not. */
export function totalsOfStep(code: number): Totals {
  return { passed: 0, failed: code === 0 ? 0 : 1 };
}

/** Totals of vitest's JSON report; a run that failed without a failed test counts one. */
export function totalsOfVitest(file: string, code: number): Totals {
  return totals(readReport(file), code, (report) => [report.numPassedTests, report.numFailedTests]);
}

/** Totals of Playwright's JSON report; a run that failed without a failed test counts one. */
export function totalsOfPlaywright(file: string, code: number): Totals {
  return totals(readReport(file), code, (report) => {
    const stats = report.stats as Record<string, unknown> | undefined;
    return [stats?.expected, stats?.unexpected];
  });
}

type Report = Readonly<Record<string, unknown>>;

function totals(
  report: Report | null,
  code: number,
  read: (report: Report) => readonly [unknown, unknown],
): Totals {
  const [passed, failed] =
    report === null ? [0, 0] : read(report).map((count) => Number(count) || 0);
  return { passed: passed ?? 0, failed: code !== 0 && !failed ? 1 : (failed ?? 0) };
}

function readReport(file: string): Report | null {
  const path = join(ROOT, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

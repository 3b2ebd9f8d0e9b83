import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './settings.ts';

/** Scripts of the installed tools that the commands run, relative to the checkout. */
export const TOOLS = {
  astro: 'node_modules/astro/bin/astro.mjs',
  check: 'site/commands/check.ts',
  generate: 'site/build/generate.ts',
  seed: 'test/seed/run.ts',
  test: 'test/run.ts',
  wrangler: 'node_modules/wrangler/bin/wrangler.js',
} as const;

export type ToolRun = {
  readonly tool: keyof typeof TOOLS;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where it runs; the checkout when it is left out. */
  readonly cwd?: string;
  /** Whether the person sees the output as it comes. */
  readonly show?: boolean;
};

/** Runs a tool to its end; `output` holds both streams in the order they came, unless shown. */
export function runTool(run: ToolRun): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, TOOLS[run.tool]), ...(run.args ?? [])], {
      cwd: run.cwd ?? ROOT,
      env: run.env,
      stdio: ['ignore', run.show ? 'inherit' : 'pipe', run.show ? 'inherit' : 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

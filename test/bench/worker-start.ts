import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '#site/commands/local/tool.ts';
import { type Figure, median } from './figure.ts';

const CONFIG = 'dist/server/wrangler.json';
const RUNS = 7;

type Profile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** Size of the upload, and CPU time until the Worker takes its first request (`wrangler check startup`). */
export async function workerStart(env: NodeJS.ProcessEnv): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'truelift-startup-'));
  try {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++)
      times.push(await startUp(join(folder, `${run}.cpuprofile`), env));
    const { output } = await runTool({
      tool: 'wrangler',
      args: ['deploy', '--config', CONFIG, '--dry-run'],
      env,
    });
    const [, size = 'unknown'] = /Total Upload: (.+)/.exec(output) ?? [];
    return [
      {
        what: 'Worker start-up CPU',
        value: `${median(times).toFixed(1)} ms`,
        // The profiler takes a sample a millisecond, and a start has a handful of them.
        how: `median of ${RUNS} local profiles, ${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)}; rough`,
      },
      { what: 'Worker upload', value: size, how: 'wrangler deploy --dry-run' },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds of a start-up that were not idle. */
async function startUp(file: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { code, output } = await runTool({
    tool: 'wrangler',
    args: ['check', 'startup', `--args=--config=${CONFIG}`, '--outfile', file],
    env,
  });
  if (code !== 0) throw new Error(output);
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  return profile.samples.reduce((sum, node, index) => {
    const micros = profile.timeDeltas[index] ?? 0;
    return names.get(node) === '(idle)' ? sum : sum + micros / 1000;
  }, 0);
}

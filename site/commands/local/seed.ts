import { join } from 'node:path';
import type { Inability } from '../terminal.ts';
import { runTool } from './tool.ts';

/** Writes the demo's rows into the migrated, empty database of a state folder. */
export async function seed(
  state: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly ok: true } | Inability> {
  const file = join(state, 'demo.sql');
  const written = await runTool({ tool: 'seed', args: [file], env });
  if (written.code !== 0) return { ok: false, sentence: written.output.trim() };
  const { code, output } = await runTool({
    tool: 'wrangler',
    args: [
      ...['d1', 'execute', 'truelift', '--local', '--persist-to', state],
      ...['--config', 'wrangler.toml', '--file', file, '--yes'],
    ],
    env,
  });
  return code === 0
    ? { ok: true }
    : { ok: false, sentence: `The demo's rows were not written: ${output.trim()}` };
}

import type { Inability } from '../terminal.ts';
import { runTool } from './tool.ts';

/** Writes the demo's rows into the migrated, empty database of a state folder. */
export async function seed(
  state: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly ok: true } | Inability> {
  const { code, output } = await runTool({ tool: 'seed', args: [state], env });
  return code === 0
    ? { ok: true }
    : { ok: false, sentence: `The demo's rows were not written: ${output.trim()}` };
}

import { stripVTControlCharacters } from 'node:util';
import type { Inability } from '../terminal.ts';
import { runTool } from './tool.ts';

/**
 * Brings the local database of a state folder to the newest migration. One that fails leaves nothing
 * of itself behind and is tried again the next time. `config`: whose migrations.
 */
export async function migrate(
  state: string,
  env: NodeJS.ProcessEnv,
  config = 'wrangler.toml',
): Promise<{ readonly ok: true } | Inability> {
  const { code, output } = await runTool({
    tool: 'wrangler',
    args: [
      ...['d1', 'migrations', 'apply', 'truelift', '--local', '--persist-to', state],
      // Without it the configuration of an earlier build is taken, and that names another folder.
      ...['--config', config],
    ],
    env,
  });
  return code === 0
    ? { ok: true }
    : { ok: false, sentence: `The database in ${state} was not migrated: ${reason(output)}` };
}

function reason(output: string): string {
  const plain = stripVTControlCharacters(output);
  return /ERROR\]\s*(.+)/.exec(plain)?.[1]?.trim() ?? plain.trim();
}

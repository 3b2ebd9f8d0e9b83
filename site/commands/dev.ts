import { join } from 'node:path';
import { migrate } from './local/migrations.ts';
import { onStop } from './local/on-stop.ts';
import { requireFreePort } from './local/port.ts';
import { startGroup } from './local/process-group.ts';
import { checkSecrets, ensureSecrets, readReportKey } from './local/secrets.ts';
import { ROOT, readSettings } from './local/settings.ts';
import { holdState } from './local/state-lock.ts';
import { runTool, TOOLS } from './local/tool.ts';
import { toolEnvironment } from './local/tool-environment.ts';
import { giveUp, orGiveUp, say } from './terminal.ts';

// npm run dev: edit with reload, the real Worker and a real local database behind it.
const settings = orGiveUp(readSettings(process.env));
orGiveUp(await requireFreePort(settings.port, 'npm run dev'));
orGiveUp(await holdState(settings.state, 'npm run dev'));
const env = { ...toolEnvironment(settings.state), PORT: String(settings.port) };
ensureSecrets(join(ROOT, '.dev.vars'));
orGiveUp(checkSecrets(join(ROOT, '.dev.vars')));
const generated = await runTool({ tool: 'generate', env });
if (generated.code !== 0) giveUp(generated.output.trim());
orGiveUp(await migrate(settings.state, env));

const key = readReportKey(join(ROOT, '.dev.vars')) ?? '';
say(`Report: http://127.0.0.1:${settings.port}/report/?key=${encodeURIComponent(key)}`);
const server = startGroup(
  [join(ROOT, TOOLS.astro), 'dev', '--host', '127.0.0.1', '--port', String(settings.port)],
  ROOT,
  env,
);
server.child.stdout?.pipe(process.stdout);
server.child.stderr?.pipe(process.stderr);
onStop(server.stop);
process.exitCode = await server.ended;

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configFaults, type DeployedConfig } from './deploy/config-faults.ts';
import { findSecrets } from './local/find-secrets.ts';
import { readSecrets, SECRET_NAMES } from './local/secrets.ts';
import { ROOT, readSettings } from './local/settings.ts';
import { buildSite } from './local/site-build.ts';
import { runTool, type ToolRun } from './local/tool.ts';
import { toolEnvironment } from './local/tool-environment.ts';
import { giveUp, orGiveUp, say } from './terminal.ts';

// npm run deploy: settings, check, test, build, remote migrations, upload. --dry-run stops before the
// network.
const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
const settings = orGiveUp(readSettings(process.env));
// Whatever is set here, the gallery of sections is never uploaded.
const env = { ...toolEnvironment(settings.state), TRUELIFT_GALLERY: '', TRUELIFT_MORE: '' };
const config = ['--config', join(ROOT, 'dist/server/wrangler.json')];

await requireSoundConfig();
await run('Checking the definitions …', { tool: 'check', env });
await run('Testing …', { tool: 'test', env });
say('Building …');
orGiveUp(await buildSite(env));
proveNoSecrets(await writeBundle());
if (values['dry-run']) {
  say('Everything is ready; nothing was uploaded.');
} else {
  requireDatabase();
  await requireRemoteSecrets();
  const migrations = ['d1', 'migrations', 'apply', 'truelift', '--remote'];
  await run('Migrating the database …', {
    tool: 'wrangler',
    args: [...migrations, '--config', 'wrangler.toml'],
    env,
  });
  await run('Uploading …', { tool: 'wrangler', args: ['deploy', ...config], env });
}

async function run(what: string, step: Omit<ToolRun, 'show'>): Promise<void> {
  say(what);
  const { code } = await runTool({ ...step, show: true });
  if (code !== 0) giveUp('Nothing was deployed.');
}

/** Before minutes of tests: what in wrangler.toml would break the site or a promise to visitors. */
async function requireSoundConfig(): Promise<void> {
  const { unstable_readConfig: readConfig } = await import('wrangler');
  const config: DeployedConfig = readConfig({ config: join(ROOT, 'wrangler.toml') });
  const faults = configFaults(config);
  if (faults.length > 0) giveUp(`${faults.join('\n')}\nNothing was deployed.`);
}

/** Everything that would be uploaded, as wrangler would send it. */
async function writeBundle(): Promise<readonly string[]> {
  const bundle = join(settings.state, 'bundle');
  rmSync(bundle, { recursive: true, force: true });
  const args = ['deploy', '--dry-run', '--outdir', bundle, ...config];
  const { code, output } = await runTool({ tool: 'wrangler', args, env });
  if (code !== 0) giveUp(`The upload could not be prepared: ${output.trim()}`);
  return [bundle, join(ROOT, 'dist/client')];
}

function proveNoSecrets(folders: readonly string[]): void {
  const secrets = readSecrets(join(ROOT, '.dev.vars'));
  const [found] = folders.flatMap((folder) => findSecrets(folder, secrets));
  if (found) giveUp(`${found.file} holds ${found.name} of .dev.vars: nothing was deployed.`);
  say('No local secret is in what would be uploaded.');
}

function requireDatabase(): void {
  if (/^\s*database_id\s*=\s*"[^"]+"/m.test(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')))
    return;
  giveUp(
    'wrangler.toml names no database: run "npx wrangler d1 create truelift" and put its database_id there.',
  );
}

/** Local secrets stay here: production has its own, made once per name with wrangler. */
async function requireRemoteSecrets(): Promise<void> {
  const { code, output } = await runTool({
    tool: 'wrangler',
    args: ['secret', 'list', '--format', 'json', ...config],
    env,
  });
  const missing = SECRET_NAMES.filter((name) => code !== 0 || !output.includes(`"${name}"`));
  if (missing.length > 0) {
    giveUp(
      `Production lacks ${missing.join(', ')}: make each with "npx wrangler secret put NAME" (README says how), then deploy again.`,
    );
  }
}

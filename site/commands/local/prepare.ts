import { join } from 'node:path';
import { orGiveUp, say } from '../terminal.ts';
import { migrate } from './migrations.ts';
import { checkSecrets, ensureSecrets } from './secrets.ts';
import { ROOT } from './settings.ts';
import { buildSite } from './site-build.ts';
import { toolEnvironment } from './tool-environment.ts';

/** Secrets, site and database of a state folder, ready to serve; ends the command if one fails. */
export async function prepare(state: string): Promise<NodeJS.ProcessEnv> {
  const env = toolEnvironment(state);
  const secrets = join(ROOT, '.dev.vars');
  const made = ensureSecrets(secrets);
  if (made.length > 0) say(`Made ${made.join(', ')} in .dev.vars.`);
  orGiveUp(checkSecrets(secrets));
  say('Building the site and migrating the local database …');
  const [build, database] = await Promise.all([buildSite(env), migrate(state, env)]);
  if (!orGiveUp(build).fresh) say('The site was built before from the same files.');
  orGiveUp(database);
  return env;
}

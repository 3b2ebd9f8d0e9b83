import { join } from 'node:path';
import { ensureSecrets } from './local/secrets.ts';
import { ROOT, readSettings } from './local/settings.ts';
import { buildSite } from './local/site-build.ts';
import { toolEnvironment } from './local/tool-environment.ts';
import { orGiveUp, say } from './terminal.ts';

// npm run build: the site and its Worker in dist/.
const settings = orGiveUp(readSettings(process.env));
ensureSecrets(join(ROOT, '.dev.vars'));
const { fresh } = orGiveUp(await buildSite(toolEnvironment(settings.state)));
say(fresh ? 'Built dist/.' : 'dist/ is up to date.');

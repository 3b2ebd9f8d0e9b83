import path from 'node:path';
import type { AstroIntegrationLogger } from 'astro';
import { generate } from './generate.ts';
import { CATALOG_FOLDER, LANDING_FOLDER, METRICS_FILE, SITE_FILE } from './load.ts';
import { reportText } from './report-text.ts';

/** The part of Vite's development server that is needed here. */
type DevelopmentServer = {
  readonly watcher: {
    add(paths: readonly string[]): unknown;
    on(event: 'all', listener: (event: string, file: string) => void): unknown;
  };
  readonly ws: { send(message: object): void };
};

const WATCHED: readonly string[] = [SITE_FILE, METRICS_FILE, LANDING_FOLDER, CATALOG_FOLDER];

/**
 * Generates again when a definition is edited, and reloads the browser. Errors appear over the
 * page and in the terminal, and the last valid state stays in service.
 */
export function watchDefinitions(root: string, logger: AstroIntegrationLogger) {
  return {
    name: 'truelift-definitions',
    configureServer(server: DevelopmentServer): void {
      server.watcher.add(WATCHED.map((name) => path.join(root, name)));
      let last = Promise.resolve();
      server.watcher.on('all', (_event, file) => {
        if (!isDefinition(path.relative(root, file))) return;
        last = last
          .then(() => renew(root, server, logger))
          .catch((error) => logger.error(String(error)));
      });
    },
  };
}

async function renew(
  root: string,
  server: DevelopmentServer,
  logger: AstroIntegrationLogger,
): Promise<void> {
  const result = await generate(root, Date.now());
  if (result.ok) {
    logger.info('Definitions read again.');
    server.ws.send({ type: 'full-reload' });
    return;
  }
  const message = reportText(result.problems);
  logger.error(message);
  server.ws.send({ type: 'error', err: { message, stack: '' } });
}

function isDefinition(file: string): boolean {
  const name = file.split(path.sep).join('/');
  return WATCHED.some((watched) => name === watched || name.startsWith(`${watched}/`));
}

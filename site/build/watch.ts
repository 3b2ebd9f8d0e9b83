import path from 'node:path';
import type { AstroIntegrationLogger } from 'astro';
import { AD_GROUPS_FILE } from '#experiments/ad-groups/columns.ts';
import { RATES_FILE } from '#experiments/revenue/read-rates.ts';
import { generate } from './generate.ts';
import {
  CATALOG_FOLDER,
  CRM_FILE,
  LANDING_FOLDER,
  METRICS_FILE,
  PLATFORMS_FILE,
  SITE_FILE,
} from './load.ts';
import { reportText } from './report-text.ts';
import { settled } from './settled.ts';

const GENERATED_FOLDER = 'experiments/generated';

/** The part of Vite's development server that is needed here. */
type DevelopmentServer = {
  readonly watcher: {
    add(paths: readonly string[]): unknown;
    unwatch(path: string): unknown;
    on(event: 'all', listener: (event: string, file: string) => void): unknown;
  };
  /** The browser's modules, the Worker's and those of prerendering, each in a graph of its own. */
  readonly environments: Readonly<Record<string, ModuleEnvironment>>;
  readonly ws: {
    send(message: object): void;
    on(event: 'connection', listener: () => void): unknown;
  };
};
type ModuleEnvironment<Module = never> = {
  readonly moduleGraph: {
    /** By the file's path with slashes. */
    readonly fileToModulesMap: ReadonlyMap<string, ReadonlySet<Module>>;
    invalidateModule(module: Module): void;
  };
  readonly hot: { send(message: object): void };
};

const WATCHED: readonly string[] = [
  SITE_FILE,
  METRICS_FILE,
  CRM_FILE,
  PLATFORMS_FILE,
  LANDING_FOLDER,
  CATALOG_FOLDER,
  AD_GROUPS_FILE,
  RATES_FILE,
];

/**
 * Generates again when a definition is edited, and reloads the browser. Errors appear over the
 * page, also when it is opened again, and in the terminal; the last valid state stays in service.
 */
export function watchDefinitions(root: string, logger: AstroIntegrationLogger) {
  return {
    name: 'truelift-definitions',
    configureServer(server: DevelopmentServer): void {
      server.watcher.add(WATCHED.map((name) => path.join(root, name)));
      // The server would reload on these files whenever it notices them; here it is told in time.
      server.watcher.unwatch(path.join(root, GENERATED_FOLDER));
      let fault: object | null = null;
      let last = Promise.resolve();
      server.watcher.on('all', (_event, file) => {
        if (!isDefinition(path.relative(root, file))) return;
        last = last
          .then(async () => {
            await settled(file);
            fault = await renew(root, server, logger);
          })
          .catch((error) => logger.error(String(error)));
      });
      server.ws.on('connection', () => {
        if (fault !== null) server.ws.send(fault);
      });
    },
  };
}

/** The message that stands over the page, or null when the definitions are right again. */
async function renew(
  root: string,
  server: DevelopmentServer,
  logger: AstroIntegrationLogger,
): Promise<object | null> {
  const result = await generate(root, Date.now());
  if (!result.ok) {
    const message = reportText(result.problems);
    logger.error(message);
    const fault = { type: 'error', err: { message, stack: '' } };
    server.ws.send(fault);
    return fault;
  }
  logger.info('Definitions read again.');
  forgetGenerated(root, server);
  server.ws.send({ type: 'full-reload' });
  return null;
}

/** Makes Worker and pages import the generated modules anew, before a browser asks for a page. */
function forgetGenerated(root: string, { environments }: DevelopmentServer): void {
  const folder = `${path.join(root, GENERATED_FOLDER).split(path.sep).join('/')}/`;
  for (const { moduleGraph, hot } of Object.values(environments)) {
    const modules = [...moduleGraph.fileToModulesMap].flatMap(([file, found]) =>
      file.startsWith(folder) ? [...found] : [],
    );
    for (const module of modules) moduleGraph.invalidateModule(module);
    if (modules.length > 0) hot.send({ type: 'full-reload' });
  }
}

function isDefinition(file: string): boolean {
  const name = file.split(path.sep).join('/');
  return WATCHED.some((watched) => name === watched || name.startsWith(`${watched}/`));
}

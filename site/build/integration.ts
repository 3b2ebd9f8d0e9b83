import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { type PageFinisher, pageFinisher } from './finish-pages.ts';
import { finishWhileBuilt } from './finish-while-built.ts';
import { generate } from './generate.ts';
import { landingBodies } from './mdx/plugin.ts';
import { reportText } from './report-text.ts';
import { addFileHeaders } from './share/file-headers.ts';
import { serveSiteFiles } from './share/serve-site-files.ts';
import { siteFiles } from './share/site-files.ts';
import { writeFiles } from './share/write-files.ts';
import { smallWorker } from './small-worker.ts';
import { watchDefinitions } from './watch.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** What astro.config.mjs needs of Truelift. */
export type Truelift = {
  readonly integration: AstroIntegration;
  /** The adapter that it is given, with the pages finished as they are built. */
  readonly adapter: (inner: AstroIntegration) => AstroIntegration;
};

/**
 * Makes Astro build Truelift's pages: generates the modules from the YAML files before anything
 * imports them, again after each edit in development, and finishes the pages of a build.
 */
export function truelift(): Truelift {
  let root = '';
  let compiled: Good | undefined;
  let finisher: PageFinisher | undefined;
  const integration: AstroIntegration = {
    name: 'truelift',
    hooks: {
      'astro:config:setup': async ({ config, command, injectRoute, logger, updateConfig }) => {
        root = fileURLToPath(config.root);
        if (command === 'preview') return;
        const result = await generate(root, Date.now());
        if (!result.ok) throw new Error(reportText(result.problems));
        compiled = result;
        finisher = pageFinisher(result);
        if (result.warnings.length > 0) logger.warn(reportText(result.warnings));
        // The gallery of all sections is for those who write pages: a build has it only when told so.
        if (command === 'dev' || process.env.TRUELIFT_GALLERY === '1') {
          const entrypoint = path.join(root, 'site/gallery/page.astro');
          injectRoute({ pattern: '/gallery/[...part]', entrypoint, prerender: true });
        }
        updateConfig({ vite: { plugins: [landingBodies(root), smallWorker()] } });
        if (command === 'dev') {
          const { editTexts } = await import('#site/commands/edit/plugin.ts');
          const plugins = [
            editTexts(root),
            watchDefinitions(root, logger),
            serveSiteFiles(root, result),
          ];
          updateConfig({ vite: { plugins } });
        }
      },
      'astro:build:done': async ({ dir, logger }) => {
        if (compiled === undefined || finisher === undefined) return;
        const folder = fileURLToPath(dir);
        const faults = await finisher.rest(folder);
        if (faults.length > 0) {
          throw new Error(`These pages may not be published:\n  ${faults.join('\n  ')}`);
        }
        await writeFiles(folder, await siteFiles(root, compiled));
        await addFileHeaders(folder);
        logger.info(`${compiled.pages.length} landing pages finished.`);
      },
    },
  };
  return {
    integration,
    adapter: (inner) => finishWhileBuilt(inner, (path, built) => finisher?.page(path, built)),
  };
}

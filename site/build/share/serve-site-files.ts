import path from 'node:path';
import type { Plugin } from 'vite';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import type { Files } from './icons.ts';
import { siteFiles } from './site-files.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

/**
 * Serves icons, drawn pictures, robots.txt and sitemap.xml while pages are edited, as they were when
 * the server began; a build writes them.
 */
export function serveSiteFiles(
  root: string,
  compiled: Extract<Compiled, { readonly ok: true }>,
): Plugin {
  let files: Promise<Files> | undefined;
  return {
    name: 'truelift-site-files',
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const name = request.url?.split('?')[0] ?? '';
        const type = TYPES[path.extname(name)];
        if (type === undefined || !/^\/(?:_astro\/share\.[^/]+|[^/]+)$/.test(name)) return next();
        files ??= siteFiles(root, compiled);
        const bytes = (await files).get(name);
        if (bytes === undefined) return next();
        response.setHeader('Content-Type', type);
        response.end(bytes);
      });
    },
  };
}

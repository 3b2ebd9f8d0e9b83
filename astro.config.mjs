import cloudflare from '@astrojs/cloudflare';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { truelift } from './site/build/integration.ts';

const port = Number(process.env.PORT ?? 8787);

// Astro may run the Worker while it builds, too: that one gets no debugger and no database, so that
// it meets no server that is running.
const adapterOptions = process.argv.includes('dev')
  ? {
      inspectorPort: port + 10_000 > 65_535 ? port - 10_000 : port + 10_000,
      persistState: { path: process.env.TRUELIFT_STATE ?? '.truelift/state' },
    }
  : { inspectorPort: false, persistState: false };

const site = truelift();

export default defineConfig({
  srcDir: './site',
  publicDir: './site/public',
  trailingSlash: 'ignore',
  // Sessions would add a KV binding that nothing here uses.
  session: false,
  // A landing page is one file: no request stands between its HTML and its first paint.
  // Several pages at a time: one renders while the disk takes another.
  build: { inlineStylesheets: 'always', concurrency: 4 },
  devToolbar: { enabled: false },
  adapter: site.adapter(
    cloudflare({
      imageService: 'compile',
      // A page through workerd takes six times as long as in Node, and is the same.
      prerenderEnvironment: process.argv.includes('build') ? 'node' : 'workerd',
      ...adapterOptions,
    }),
  ),
  integrations: [mdx(), site.integration],
  vite: {
    build: {
      // What Vite takes for pages; for Node it would leave out what these browsers need.
      cssTarget: ['chrome111', 'edge111', 'firefox114', 'safari16.4', 'ios16.4'],
      // Without a banner of ours the adapter writes `globalThis.process ??= {}` into every client script.
      rolldownOptions: { output: { banner: '/* */' } },
    },
  },
});

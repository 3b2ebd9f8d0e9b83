import cloudflare from '@astrojs/cloudflare';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { truelift } from './site/build/integration.ts';

const port = Number(process.env.PORT ?? 8787);

export default defineConfig({
  srcDir: './site',
  publicDir: './site/public',
  trailingSlash: 'ignore',
  // Sessions would add a KV binding that nothing here uses.
  session: false,
  // A landing page is one file: no request stands between its HTML and its first paint.
  build: { inlineStylesheets: 'always' },
  devToolbar: { enabled: false },
  adapter: cloudflare({
    imageService: 'compile',
    inspectorPort: port + 10_000 > 65_535 ? port - 10_000 : port + 10_000,
    persistState: { path: process.env.TRUELIFT_STATE ?? '.truelift/state' },
  }),
  integrations: [mdx(), truelift()],
  vite: {
    build: {
      // Without a banner of ours the adapter writes `globalThis.process ??= {}` into every client script.
      rolldownOptions: { output: { banner: '/* */' } },
    },
  },
});

import type { Plugin } from 'vite';

/**
 * Minifies the Worker. workerd compiles every module of the upload when it starts, also those that
 * are imported later, so half the text starts a fifth sooner; source maps keep its errors readable.
 * As a plugin behind Astro's, which turns minification off for servers.
 */
export function smallWorker(): Plugin {
  return {
    name: 'truelift-small-worker',
    apply: 'build',
    configEnvironment: {
      order: 'post',
      handler: (name) => (name === 'ssr' ? { build: { minify: true } } : undefined),
    },
  };
}

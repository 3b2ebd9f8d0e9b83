/** What `env` of `cloudflare:workers` holds in on-demand pages and in the Worker's tests. */
declare namespace Cloudflare {
  interface Env extends WorkerEnv {}
}

type WorkerEnv = import('#worker/env.ts').Env;

interface Document {
  /** True while a page is loaded ahead of its visit (Speculation Rules); Chromium only. */
  readonly prerendering?: boolean;
}

/** What `env` of `cloudflare:workers` holds in on-demand pages and in the Worker's tests. */
declare namespace Cloudflare {
  interface Env extends WorkerEnv {}
}

type WorkerEnv = import('#worker/env.ts').Env;

interface Document {
  /** True while a page is loaded ahead of its visit (Speculation Rules); Chromium only. */
  readonly prerendering?: boolean;
}

declare namespace App {
  interface Locals {
    /** Variant by experiment of the page that is being made; the control where none is chosen. */
    variants?: Readonly<Record<string, string>>;
  }
}

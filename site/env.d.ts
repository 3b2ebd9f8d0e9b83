/** What `env` of `cloudflare:workers` holds in on-demand pages and in the Worker's tests. */
declare namespace Cloudflare {
  interface Env extends WorkerEnv {}
}

type WorkerEnv = import('#worker/env.ts').Env;

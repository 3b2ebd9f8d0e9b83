import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Env } from './env.ts';

/** Renders what Astro renders on demand: the report, and every page in development. */
export type RenderPage = (request: Request, env: Env, ctx: ExecutionContext) => Promise<Response>;

/** What the app is built from, besides the bindings of each request. */
export type Ports = {
  readonly catalog: Catalog;
  readonly renderPage: RenderPage;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** In development pages are not assets yet: Astro renders them. */
  readonly development: boolean;
};

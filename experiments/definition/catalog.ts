import type { Experiment } from './experiment.ts';
import type { FormDefinition } from './form.ts';
import type { Metric } from './metric.ts';
import type { Site } from './site.ts';

/** A definition as the edge and the report use it: pages resolved, fingerprint taken. */
export type CatalogExperiment = Omit<Experiment, 'pages'> & {
  /** Public paths of the landings that carry it, in catalog order. */
  readonly landings: readonly string[];
  /** 8 hex digits over everything that may not change while running. */
  readonly fingerprint: string;
};

export type CatalogLanding = {
  /** File name without its ending. */
  readonly id: string;
  /** Public path: "/crm/". */
  readonly path: string;
  /** Experiments on this page that are not ended, in catalog order. */
  readonly experimentIds: readonly string[];
  /** Keys of the static pages of this landing that exist besides the control. */
  readonly combinationKeys: readonly string[];
  /** Keys of the pages that show a draft: a preview link alone opens them. */
  readonly draftKeys: readonly string[];
};

/** Everything that the Worker and the report know at build time; made by the build step. */
export type Catalog = {
  /** Epoch milliseconds of the build. */
  readonly builtAt: number;
  readonly site: Site;
  readonly metrics: readonly Metric[];
  readonly experiments: readonly CatalogExperiment[];
  readonly landings: readonly CatalogLanding[];
  readonly forms: readonly FormDefinition[];
  /** Public paths of thanks pages and the landing each belongs to. */
  readonly thanks: readonly { readonly path: string; readonly landing: string }[];
};

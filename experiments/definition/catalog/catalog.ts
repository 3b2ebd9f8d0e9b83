import type { PickRule } from '../../ad-groups/pick.ts';
import type { Window } from '../../contract/window.ts';
import type { Rate } from '../../revenue/rates.ts';
import type { FormMessages } from '../../words/form-messages.ts';
import type { Crm } from '../connections/crm.ts';
import type { Platforms } from '../connections/platforms.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Guardrail } from '../experiment/quality.ts';
import type { FormDefinition } from '../landing/form.ts';
import type { Metric } from '../metric/metric.ts';
import type { Site } from '../settings/site.ts';

/** A definition as the edge and the report use it: pages resolved, fingerprint taken. */
export type CatalogExperiment = Omit<Experiment, 'pages' | 'guardrails'> & {
  /** With those that it gets by itself. */
  readonly guardrails: readonly Guardrail[];
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
  /** Language of the page, as BCP 47. */
  readonly locale: string;
  /** Path of the landing that this is an ad group's page of; absent on a landing of its own. */
  readonly parent?: string;
  /** Which ad group's page a request gets here by its query; absent where there is none. */
  readonly picks?: readonly PickRule[];
  /** When it shows; absent for a page that always does. */
  readonly window?: Window;
  /** Path of the landing that its address shows afterwards; absent: a page that says it is over. */
  readonly after?: string;
  /** Experiments on this page that are not ended, in catalog order. */
  readonly experimentIds: readonly string[];
  /** Keys of the static pages of this landing that exist besides the control. */
  readonly combinationKeys: readonly string[];
  /** Keys of the pages that show a draft: a preview link alone opens them. */
  readonly draftKeys: readonly string[];
};

/** A thanks page and where it belongs. */
export type CatalogThanks = {
  readonly path: string;
  /** Public path of the landing whose form leads here. */
  readonly landing: string;
  /** Combinations that have a page of their own at this address. */
  readonly keys: readonly string[];
};

/** Everything that the Worker and the report know at build time; made by the build step. */
export type Catalog = {
  /** Epoch milliseconds of the build. */
  readonly builtAt: number;
  readonly site: Site;
  /** Where leads go and who says what became of them. */
  readonly crm: Crm;
  /** Ad platforms that learn what became of a click. */
  readonly platforms: Platforms;
  /** Exchange rates of `site/rates.csv`, oldest first; absent in a site without it. */
  readonly rates?: readonly Rate[];
  readonly metrics: readonly Metric[];
  readonly experiments: readonly CatalogExperiment[];
  readonly landings: readonly CatalogLanding[];
  readonly forms: readonly FormDefinition[];
  /** What forms say about what was typed, by the locales that landings have. */
  readonly formMessages: Readonly<Record<string, FormMessages>>;
  /** Public paths of thanks pages and the landing each belongs to. */
  readonly thanks: readonly CatalogThanks[];
};

import { excludingBits } from '#experiments/bots/rules.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { FOLDED, VALUES_KEPT } from './dimension-sql.ts';

const DAY_MS = 86_400_000;

/** One metric of one experiment, as the counting SQL takes it. */
export type CountedMetric = {
  readonly experimentId: string;
  /** Exposures of other definitions count for nothing. */
  readonly fingerprint: string;
  readonly metricId: string;
  readonly windowMs: number;
  readonly capMinor: number | null;
};

/** Parameter `?1` of the counting SQL: what is counted, of all experiments or of one. */
export type Counted = {
  readonly experiments: readonly {
    readonly id: string;
    readonly fingerprint: string;
    /** 1 when it has several landings, which are then counted apart. */
    readonly pooled: 0 | 1;
  }[];
  readonly metrics: readonly CountedMetric[];
};

/** Every metric that an experiment reports, in the order primary, secondary, guardrails. */
export function metricIdsOf(
  experiment: Pick<CatalogExperiment, 'primary' | 'secondary' | 'guardrails'>,
): readonly string[] {
  const guardrails = experiment.guardrails.map((guardrail) => guardrail.metric);
  return [...new Set([experiment.primary, ...experiment.secondary, ...guardrails])];
}

/** Experiments and metrics to count; `only`: of one experiment, and some of its metrics. */
export function countedOf(
  catalog: Catalog,
  only?: { readonly experimentId: string; readonly metricIds?: readonly string[] },
): Counted {
  const experiments = catalog.experiments.filter(
    ({ id }) => only === undefined || id === only.experimentId,
  );
  return {
    experiments: experiments.map(({ id, fingerprint, landings }) => ({
      id,
      fingerprint,
      pooled: landings.length > 1 ? 1 : 0,
    })),
    metrics: experiments.flatMap((experiment) =>
      metricIdsOf(experiment)
        .filter((metricId) => only?.metricIds?.includes(metricId) ?? true)
        .flatMap((metricId) => countedMetric(catalog, experiment, metricId)),
    ),
  };
}

function countedMetric(
  { metrics }: Catalog,
  { id, fingerprint }: CatalogExperiment,
  metricId: string,
): readonly CountedMetric[] {
  const metric = metrics.find((one) => one.id === metricId);
  if (!metric) return [];
  const windowMs = metric.windowDays * DAY_MS;
  const capMinor = metric.capMinor ?? null;
  return [{ experimentId: id, fingerprint, metricId, windowMs, capMinor }];
}

/** Parameter `?3` of the counting SQL: bits of the bot rules that the site chose. */
export function leftOut({ site }: Catalog): number {
  return excludingBits(site.bots);
}

/** Changes whenever statistics made before can no longer be added to. */
export function metricsKey(catalog: Catalog): string {
  return JSON.stringify([leftOut(catalog), VALUES_KEPT, FOLDED, countedOf(catalog)]);
}

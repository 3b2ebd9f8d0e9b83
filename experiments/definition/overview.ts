import type { CatalogExperiment, CatalogLanding } from './catalog.ts';
import { changesContent } from './combination.ts';
import type { Compiled } from './compile.ts';
import { type Conflict, conflictsAmong } from './conflicts.ts';
import { firedBy, firingOf } from './firing.ts';
import { type LegalLinks, legalLinks } from './legal-links.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** What a landing will be after the build, for people to read before they ship. */
export type LandingOverview = {
  readonly path: string;
  readonly id: string;
  readonly pages: readonly {
    /** Where the file is; visitors see the landing's own path. */
    readonly path: string;
    readonly key: string;
    /** Whether it shows a draft: nobody is assigned to it. */
    readonly draft: boolean;
    /** Share of all visitors in basis points, rounded; audiences taken as everybody. */
    readonly shareBp: number;
  }[];
  readonly experiments: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: CatalogExperiment['status'];
    /** Whether no variant changes anything. */
    readonly isAa: boolean;
    readonly allocationBp: number;
    readonly hasAudience: boolean;
    /** Share of all visitors, in basis points. */
    readonly variants: readonly { readonly id: string; readonly shareBp: number }[];
    readonly fingerprint: string;
    /** Whether the lock file holds it. */
    readonly isLocked: boolean;
  }[];
  /** Experiments that cannot run together as they are. */
  readonly conflicts: readonly Conflict[];
  readonly metrics: readonly {
    readonly id: string;
    readonly label: string;
    /** `primary of crm-form` */
    readonly roles: readonly string[];
    /** What fires it on this page, in words; null when nothing there does. */
    readonly firedBy: string | null;
  }[];
  readonly legal: LegalLinks;
};

/** Per landing, in catalog order: its static pages, experiments and metrics. */
export function overview(compiled: Good): readonly LandingOverview[] {
  return compiled.catalog.landings.map((landing) => ({
    path: landing.path,
    id: landing.id,
    pages: pagesOf(landing, compiled),
    experiments: experimentsOn(landing, compiled).map((experiment) => ({
      id: experiment.id,
      title: experiment.title,
      status: experiment.status,
      isAa: !experiment.variants.some(changesContent),
      allocationBp: experiment.allocationBp,
      hasAudience: Object.keys(experiment.audience).length > 0,
      variants: experiment.variants.map(({ id, weightBp }) => ({
        id,
        shareBp: (weightBp * experiment.allocationBp) / 10_000,
      })),
      fingerprint: experiment.fingerprint,
      isLocked: experiment.id in compiled.lock && !compiled.unlocked.includes(experiment.id),
    })),
    conflicts: conflictsAmong(experimentsOn(landing, compiled)),
    metrics: metricsOf(landing, compiled),
    legal: legalLinks(compiled.catalog.site),
  }));
}

function experimentsOn(landing: CatalogLanding, { catalog }: Good): readonly CatalogExperiment[] {
  return catalog.experiments.filter(({ landings }) => landings.includes(landing.path));
}

function pagesOf(landing: CatalogLanding, compiled: Good): LandingOverview['pages'] {
  const running = experimentsOn(landing, compiled).filter(({ status }) => status === 'running');
  return compiled.pages
    .filter(({ landingId }) => landingId === landing.id)
    .map(({ path, key, draft }) => {
      if (draft) return { path, key, draft, shareBp: 0 };
      const chosen = key.split('~');
      const share = running.reduce(
        (product, experiment) => product * shareOf(experiment, chosen),
        1,
      );
      return { path, key, draft, shareBp: Math.round(share * 10_000) };
    });
}

/** Share in [0, 1] of visitors for whom an experiment leads to this page. */
function shareOf(experiment: CatalogExperiment, chosen: readonly string[]): number {
  const shares = experiment.variants
    .slice(1)
    .filter(changesContent)
    .map(({ id, weightBp }) => ({
      name: `${experiment.id}.${id}`,
      share: (weightBp / 10_000) * (experiment.allocationBp / 10_000),
    }));
  const treated = shares.find(({ name }) => chosen.includes(name));
  return treated?.share ?? 1 - shares.reduce((sum, { share }) => sum + share, 0);
}

function metricsOf(landing: CatalogLanding, compiled: Good): LandingOverview['metrics'] {
  const content = compiled.landings.find(({ id }) => id === landing.id);
  if (content === undefined) return [];
  const firing = firingOf(content);
  const experiments = experimentsOn(landing, compiled).filter(({ status }) => status !== 'ended');
  return compiled.catalog.metrics.flatMap((metric) => {
    const roles = experiments.flatMap(({ id, primary, secondary, guardrails }) => [
      ...(primary === metric.id ? [`primary of ${id}`] : []),
      ...(secondary.includes(metric.id) ? [`secondary of ${id}`] : []),
      ...(guardrails.some((guardrail) => guardrail.metric === metric.id)
        ? [`guardrail of ${id}`]
        : []),
    ]);
    const how = firedBy(metric, firing) ?? null;
    if (roles.length === 0 && how === null) return [];
    return [{ id: metric.id, label: metric.label, roles, firedBy: how }];
  });
}

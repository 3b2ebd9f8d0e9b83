import { groupShare } from '../../assignment/group.ts';
import { testedBefore, testedSentence } from '../../programme/tested-before.ts';
import { type Conflict, conflictsAmong } from '../checks/conflicts.ts';
import { firedBy, firingOf } from '../checks/firing.ts';
import { type LegalLinks, legalLinks } from '../checks/legal-links.ts';
import { audienceWords } from '../experiment/audience-words.ts';
import { changesContent } from '../experiment/combination.ts';
import { type ShownWhen, shownWhen } from '../time/shown-when.ts';
import type { CatalogExperiment, CatalogLanding } from './catalog.ts';
import type { Compiled } from './compile.ts';
import { NOBODY, type PageShare, pageShare, takingPart } from './page-share.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** What a landing will be after the build, for people to read before they ship. */
export type LandingOverview = {
  readonly path: string;
  readonly id: string;
  /** Where it is written. */
  readonly file: string;
  /** Path of the landing that this is an ad group's page of; null for a landing of its own. */
  readonly parent: string | null;
  /** Parameters that pick this page there, one list per way. */
  readonly pickedBy: readonly (readonly string[])[];
  readonly pages: readonly ({
    /** Where the file is; visitors see the landing's own path. */
    readonly path: string;
    readonly key: string;
    /** Whether it shows a draft: nobody is assigned to it. */
    readonly draft: boolean;
    /** Path of the landing that it shows in place of its own content; null for its own. */
    readonly shows: string | null;
  } & PageShare)[];
  readonly experiments: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: CatalogExperiment['status'];
    /** Whether no variant changes anything. */
    readonly isAa: boolean;
    readonly allocationBp: number;
    /** Who may take part, in words; empty for everybody. */
    readonly audience: string;
    /** Its group and its part of the group's visitors; null outside a group. */
    /** Where an ad platform splits the visitors: the parameter that names the arm; else null. */
    readonly splitBy: string | null;
    readonly group: { readonly id: string; readonly shareBp: number } | null;
    /** Share of all visitors, in basis points. */
    readonly variants: readonly { readonly id: string; readonly shareBp: number }[];
    readonly fingerprint: string;
    /** Whether the lock file holds it. */
    readonly isLocked: boolean;
  }[];
  /** Experiments that cannot run together as they are. */
  readonly conflicts: readonly Conflict[];
  /** Drafts that change what a running or ended experiment changed here, one sentence each. */
  readonly tested: readonly { readonly draft: string; readonly sentence: string }[];
  readonly metrics: readonly {
    readonly id: string;
    readonly label: string;
    /** `primary of crm-form` */
    readonly roles: readonly string[];
    /** What fires it on this page, in words; null when nothing there does. */
    readonly firedBy: string | null;
  }[];
  readonly legal: LegalLinks;
  readonly shown: ShownWhen;
};

/** Per landing, in catalog order: its static pages, experiments and metrics. */
export function overview(compiled: Good): readonly LandingOverview[] {
  return compiled.catalog.landings.map((landing) => ({
    path: landing.path,
    id: landing.id,
    file: compiled.files[landing.id] ?? '',
    parent: landing.parent ?? null,
    pickedBy: pickedBy(landing, compiled),
    pages: pagesOf(landing, compiled),
    experiments: experimentsOn(landing, compiled).map((experiment) => ({
      id: experiment.id,
      title: experiment.title,
      status: experiment.status,
      isAa: !experiment.variants.some(changesContent),
      allocationBp: experiment.allocationBp,
      audience: audienceWords(experiment.audience),
      splitBy: experiment.assignedBy === 'url' ? (experiment.parameter ?? null) : null,
      group:
        experiment.group === undefined
          ? null
          : { id: experiment.group, shareBp: Math.round(groupShare(experiment) * 10_000) },
      variants: experiment.variants.map(({ id, weightBp }) => ({
        id,
        shareBp: weightBp * takingPart(experiment),
      })),
      fingerprint: experiment.fingerprint,
      isLocked: experiment.id in compiled.lock && !compiled.unlocked.includes(experiment.id),
    })),
    conflicts: conflictsAmong(experimentsOn(landing, compiled)),
    tested: testedOn(experimentsOn(landing, compiled)),
    metrics: metricsOf(landing, compiled),
    legal: legalLinks(compiled.catalog.site, landing.locale),
    shown: shownOf(landing, compiled),
  }));
}

function shownOf({ id }: CatalogLanding, { catalog, landings }: Good): ShownWhen {
  const content = landings.find((landing) => landing.id === id);
  return content === undefined
    ? { windows: [], keywords: [] }
    : shownWhen(content, catalog.site.timeZone);
}

function testedOn(experiments: readonly CatalogExperiment[]): LandingOverview['tested'] {
  return experiments
    .filter(({ status }) => status === 'draft')
    .flatMap((draft) =>
      testedBefore(draft, experiments).map((one) => ({
        draft: draft.id,
        sentence: testedSentence(one),
      })),
    );
}

function pickedBy(
  { path, parent }: CatalogLanding,
  { catalog }: Good,
): LandingOverview['pickedBy'] {
  const rules = catalog.landings.find((landing) => landing.path === parent)?.picks ?? [];
  return rules
    .filter(({ pages }) => Object.values(pages).includes(path))
    .map(({ parameters }) => parameters);
}

function experimentsOn(landing: CatalogLanding, { catalog }: Good): readonly CatalogExperiment[] {
  return catalog.experiments.filter(({ landings }) => landings.includes(landing.path));
}

function pagesOf(landing: CatalogLanding, compiled: Good): LandingOverview['pages'] {
  const running = experimentsOn(landing, compiled).filter(({ status }) => status === 'running');
  return compiled.pages
    .filter(({ landingId }) => landingId === landing.id)
    .map(({ path, key, draft, content, landingPath }) => {
      const page = { path, key, draft, shows: content.path === landingPath ? null : content.path };
      return { ...page, ...(draft ? NOBODY : pageShare(running, key)) };
    });
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
    // A share of leads is made for experiments: elsewhere it is none of the page's.
    if (roles.length === 0 && (how === null || metric.ratio)) return [];
    return [{ id: metric.id, label: metric.label, roles, firedBy: how }];
  });
}

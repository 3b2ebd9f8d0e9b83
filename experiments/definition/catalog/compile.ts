import type * as z from 'zod';
import { adGroupsOf } from '../../ad-groups/ad-group-landings.ts';
import type { Picking } from '../../ad-groups/pick-rules.ts';
import { readRates } from '../../revenue/read-rates.ts';
import { checkCrmForms } from '../checks/crm-forms.ts';
import { crossCheck } from '../checks/cross-check.ts';
import { crmSchema } from '../connections/crm.ts';
import { platformsSchema } from '../connections/platforms.ts';
import { experimentSchema } from '../experiment/experiment.ts';
import { growingIds, type Lock, lockRunning, lockSchema, unlockedIds } from '../experiment/lock.ts';
import { errorsOf, inReadingOrder, type Problem, type Source } from '../faults/problem.ts';
import { type DrawnExperiment, withBody } from '../landing/body.ts';
import { type Landing, landingSchema } from '../landing/landing.ts';
import { metricsFileSchema } from '../metric/metric.ts';
import { siteSchema } from '../settings/site.ts';
import { buildCatalog } from './build-catalog.ts';
import { buildPages, type StaticPage } from './build-pages.ts';
import type { Catalog } from './catalog.ts';
import type { Definitions, Known, Sourced } from './definitions.ts';
import { parse } from './parse.ts';

/** The files that people edit; undefined where a file is missing or is no YAML. */
export type Sources = {
  readonly site: Source | undefined;
  readonly metrics: Source | undefined;
  /** Where leads go; undefined in a site without it. */
  readonly crm?: Source | undefined;
  /** Which ad platforms are told; undefined in a site without it. */
  readonly platforms?: Source | undefined;
  /** Sorted by file name, as are the experiments. */
  readonly landings: readonly Source[];
  readonly experiments: readonly Source[];
  /** Text of the pages per ad group (CSV); undefined when there are none. */
  readonly adGroups?: string | undefined;
  /** Text of the exchange rates (CSV); undefined in a site with one currency. */
  readonly rates?: string | undefined;
  /** Experiments that components draw; those of .mdx files are with their landings. */
  readonly drawn?: readonly DrawnExperiment[];
  /** The lock of running experiments; undefined before the first ran. */
  readonly lock?: Source | undefined;
  /** Faults of reading: missing files, broken YAML. */
  readonly unreadable: readonly Problem[];
};

export type NamedLanding = Landing & { readonly id: string };

export type Compiled =
  | {
      readonly ok: true;
      /** Without its build time, so that equal files give equal output. */
      readonly catalog: Omit<Catalog, 'builtAt'>;
      readonly landings: readonly NamedLanding[];
      /** File of each landing, by its id. */
      readonly files: Readonly<Record<string, string>>;
      readonly pages: readonly StaticPage[];
      /** Lines of the table of ad groups, with the pages that they pick. */
      readonly pickings: readonly Picking[];
      readonly warnings: readonly Problem[];
      /** Fingerprints of what has run and of what runs. */
      readonly lock: Lock;
      /** Ids of running experiments that the lock file lacks: `npm run check` refuses them. */
      readonly unlocked: readonly string[];
      /** Ids of entries to which `npm run check -- --write-lock` would add; they are valid as they are. */
      readonly growing: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * From files to what Worker, report and pages work with. Refuses when anything is wrong, with all
 * errors and warnings of all files in reading order.
 */
export function compile(sources: Sources, known: Known): Compiled {
  const problems: Problem[] = [...sources.unreadable];
  const read = <T>(schema: z.ZodType<T>, source: Source | undefined): Sourced<T> | undefined => {
    if (source === undefined) return undefined;
    const result = parse(schema, source);
    if (result.ok) return { source, value: result.value };
    problems.push(...result.problems);
    return undefined;
  };
  const every = <T>(schema: z.ZodType<T>, files: readonly Source[]): readonly Sourced<T>[] =>
    files.flatMap((source) => read(schema, source) ?? []);

  const site = read(siteSchema, sources.site);
  const metrics = read(metricsFileSchema, sources.metrics);
  const experiments = every(experimentSchema, sources.experiments);
  const controls = experiments.map(({ value }) => [value.id, value.variants[0]?.id ?? '']);
  const written = every(
    landingSchema,
    sources.landings.map((source) => withBody(source, Object.fromEntries(controls))),
  );
  const landingsIncomplete =
    sources.unreadable.length > 0 || written.length < sources.landings.length;
  const adGroups = adGroupsOf(sources.adGroups, written, landingsIncomplete);
  problems.push(...adGroups.problems);
  const landings = [...written, ...adGroups.landings];
  const { rates, problems: faultyRates } = readRates(sources.rates, known.currencies);
  problems.push(...faultyRates);
  const definitions: Definitions = {
    site,
    metrics,
    crm: read(crmSchema, sources.crm),
    platforms: read(platformsSchema, sources.platforms),
    landings,
    experiments,
    experimentIds: sources.experiments.map(({ stem }) => stem),
    drawn: [
      ...sources.landings.flatMap(({ body }) => body?.experiments ?? []),
      ...(sources.drawn ?? []),
    ],
    lock: read(lockSchema, sources.lock)?.value ?? {},
    picks: adGroups.picks,
    landingsIncomplete,
  };
  problems.push(...crossCheck(definitions, known));
  const ordered = inReadingOrder(problems);
  if (errorsOf(ordered).length > 0 || site === undefined || metrics === undefined) {
    return { ok: false, problems: ordered };
  }
  const { pages, problems: together } = buildPages(definitions);
  const built = buildCatalog({ ...definitions, site, metrics }, pages);
  const catalog = rates.length > 0 ? { ...built, rates } : built;
  const late = [...together, ...checkCrmForms(definitions.crm, catalog.forms)];
  const all = inReadingOrder([...ordered, ...late]);
  if (errorsOf(late).length > 0) return { ok: false, problems: all };
  const lock = lockRunning(definitions);
  const values = definitions.experiments.map(({ value }) => value);
  return {
    ok: true,
    catalog,
    landings: landings.map(({ source, value }) => ({ id: source.stem, ...value })),
    files: Object.fromEntries(landings.map(({ source }) => [source.stem, source.file])),
    pages,
    pickings: adGroups.pickings,
    warnings: all,
    lock,
    growing: growingIds(definitions, lock),
    unlocked: unlockedIds(values, definitions.lock),
  };
}

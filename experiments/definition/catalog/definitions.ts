import type { PickRule } from '../../ad-groups/pick.ts';
import type { Traffic } from '../checks/traffic.ts';
import type { Crm } from '../connections/crm.ts';
import type { Platforms } from '../connections/platforms.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Lock } from '../experiment/lock.ts';
import type { Source } from '../faults/problem.ts';
import type { DrawnExperiment } from '../landing/body.ts';
import type { Landing } from '../landing/landing.ts';
import type { Metric } from '../metric/metric.ts';
import type { Site } from '../settings/site.ts';

/** A value with the file it came from, so that a complaint can name a line. */
export type Sourced<T> = { readonly source: Source; readonly value: T };

/** Everything that people wrote and that is valid file by file; what is not is left out. */
export type Definitions = {
  readonly site: Sourced<Site> | undefined;
  readonly metrics: Sourced<readonly Metric[]> | undefined;
  readonly crm: Sourced<Crm> | undefined;
  readonly platforms: Sourced<Platforms> | undefined;
  /** In the order of their file names, as are the experiments: the catalog order. */
  readonly landings: readonly Sourced<Landing>[];
  readonly experiments: readonly Sourced<Experiment>[];
  /** Ids of all experiments by their files, also of those that are not valid. */
  readonly experimentIds: readonly string[];
  /** Every `<Experiment>` in .mdx landings and in components. */
  readonly drawn: readonly DrawnExperiment[];
  /** What the experiments were when they began to run; empty before the first did. */
  readonly lock: Lock;
  /** Which ad group's page a query picks, by the path of its landing. */
  readonly picks: ReadonlyMap<string, readonly PickRule[]>;
  /** Whether a landing was left out: then an unknown path may be its. */
  readonly landingsIncomplete: boolean;
};

/** A code and what it stands for, in English. */
export type NamedCode = { readonly code: string; readonly name: string };

/** Names that the platform knows and the domain cannot, and what the caller knows. */
export type Known = {
  /** IANA time zones. */
  readonly timeZones: readonly string[];
  /** Pictures beside site.yaml as it names them, `./halden.svg`; undefined where nobody looked. */
  readonly iconFiles?: readonly string[];
  /** Pictures that pages may show, from the project's root; undefined where nobody looked. */
  readonly pictures?: readonly string[];
  /** ISO 4217 codes. */
  readonly currencies: readonly string[];
  /** ISO 3166-1 codes of two letters: DE, Germany. */
  readonly countries: readonly NamedCode[];
  /** First parts of language tags: de, German. */
  readonly languages: readonly NamedCode[];
  /** Public paths that belong to pages of the site's own, and the file of each. */
  readonly ownPaths: readonly { readonly path: string; readonly file: string }[];
  /** New visitors per day where somebody said so; complaints about pages then tell days. */
  readonly traffic?: Traffic;
};

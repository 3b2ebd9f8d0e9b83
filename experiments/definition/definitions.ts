import type { Experiment } from './experiment.ts';
import type { Landing } from './landing.ts';
import type { Lock } from './lock.ts';
import type { Metric } from './metric.ts';
import type { Source } from './problem.ts';
import type { Site } from './site.ts';

/** A value with the file it came from, so that a complaint can name a line. */
export type Sourced<T> = { readonly source: Source; readonly value: T };

/** Everything that people wrote and that is valid file by file; what is not is left out. */
export type Definitions = {
  readonly site: Sourced<Site> | undefined;
  readonly metrics: Sourced<readonly Metric[]> | undefined;
  /** In the order of their file names, as are the experiments: the catalog order. */
  readonly landings: readonly Sourced<Landing>[];
  readonly experiments: readonly Sourced<Experiment>[];
  /** What the experiments were when they began to run; empty before the first did. */
  readonly lock: Lock;
  /** Whether a landing was left out: then an unknown path may be its. */
  readonly landingsIncomplete: boolean;
};

/** Names that the platform knows and the domain cannot. */
export type Known = {
  /** IANA time zones. */
  readonly timeZones: readonly string[];
  /** ISO 4217 codes. */
  readonly currencies: readonly string[];
  /** Public paths that belong to pages of the site's own, and the file of each. */
  readonly ownPaths: readonly { readonly path: string; readonly file: string }[];
};

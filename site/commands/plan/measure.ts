import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { NotMeasured } from '#experiments/planning/measured.ts';
import { mostVisited, type Seen, seenIn } from '#experiments/planning/seen.ts';
import { sourcesFor } from '#experiments/planning/sources.ts';
import type { Inability } from '../terminal.ts';
import type { PlanOptions } from './options.ts';
import { readReport } from './read-reports.ts';
import type { ChosenSite } from './site-of.ts';

/** What a running site says about the pages of an experiment; null where it says nothing. */
export type Measured = {
  readonly ok: true;
  readonly baseline: Seen['baseline'] | null;
  readonly traffic: Seen['traffic'] | null;
  readonly others: Seen['others'];
  readonly unit: Seen['unit'];
  /** Why something is null. */
  readonly silences: readonly string[];
};

const NOTHING: Measured = {
  ok: true,
  baseline: null,
  traffic: null,
  others: [],
  unit: null,
  silences: [],
};

/** Whether a site must be asked: something was not typed, or somebody named the site. */
export function needsMeasuring({ baseline, traffic, from }: PlanOptions): boolean {
  return baseline === undefined || traffic === undefined || from !== undefined;
}

/** Nobody was asked. */
export const unmeasured = (): Measured => NOTHING;

/**
 * Baseline and traffic of an experiment: its own, or of the next best group of sources, there of
 * the one with the most visitors. A site that somebody named must answer; the default one may be
 * silent.
 */
export async function measure(
  experiment: CatalogExperiment,
  all: readonly CatalogExperiment[],
  from: ChosenSite,
): Promise<Measured | Inability> {
  const silences: string[] = [];
  for (const group of sourcesFor(experiment, all)) {
    const seen: Seen[] = [];
    for (const source of group) {
      const read = await readReport(from.site, source.id);
      if (!read.ok) {
        return from.asked
          ? { ok: false, sentence: `${read.sentence} Or type --baseline 3% --traffic 400.` }
          : { ...NOTHING, silences: [read.sentence] };
      }
      const one = read.report && seenIn(read.report, { source, metric: experiment.primary });
      if (one?.ok) seen.push(one);
      else silences.push(`${source.id} ${WHY[one?.reason ?? 'unknown']}`);
    }
    const most = mostVisited(seen);
    if (most) return { ...most, silences };
  }
  if (silences.length === 0) silences.push('no experiment on its pages counts this metric yet');
  return { ...NOTHING, silences };
}

const WHY: Readonly<Record<NotMeasured['reason'] | 'unknown', string>> = {
  unknown: 'is unknown to that site',
  'no-visitors': 'has no visitors yet',
  'mixed-units': 'mixes visitors and page views',
  'too-few-conversions': 'has fewer than 5 conversions, too few to plan with',
};

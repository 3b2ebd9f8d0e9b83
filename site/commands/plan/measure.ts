import type { CatalogExperiment } from '#experiments/definition/catalog.ts';
import {
  type MeasuredRate,
  type MeasuredReport,
  type MeasuredTraffic,
  measuredRate,
  measuredTraffic,
  type NotMeasured,
} from '#experiments/planning/measured.ts';
import { type Source, sourcesFor } from '#experiments/planning/sources.ts';
import type { Inability } from '../terminal.ts';
import type { PlanOptions } from './options.ts';
import { readReport } from './read-reports.ts';
import type { ChosenSite } from './site-of.ts';

/** What a running site says about the pages of an experiment; null where it says nothing. */
export type Measured = {
  readonly ok: true;
  readonly baseline: { readonly source: Source; readonly rate: MeasuredRate } | null;
  readonly traffic: { readonly source: Source; readonly traffic: MeasuredTraffic } | null;
  /** Rates of the other metrics of the baseline's source, that convert earlier or later. */
  readonly others: readonly { readonly metric: string; readonly rate: number }[];
  /** Whether the numbers count visitors or page views. */
  readonly unit: MeasuredReport['unit'];
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
      const one = seenIn(read.report, { source, metric: experiment.primary });
      if (one.ok) seen.push(one);
      else silences.push(`${source.id} ${WHY[one.reason]}`);
    }
    const [most] = seen.sort((a, b) => b.baseline.rate.visitors - a.baseline.rate.visitors);
    if (most) return { ...most, silences };
  }
  if (silences.length === 0) silences.push('no experiment on its pages counts this metric yet');
  return { ...NOTHING, silences };
}

type Seen = Omit<Measured, 'silences' | 'baseline' | 'traffic'> & {
  readonly baseline: NonNullable<Measured['baseline']>;
  readonly traffic: NonNullable<Measured['traffic']>;
};

function seenIn(
  report: MeasuredReport | null,
  of: { readonly source: Source; readonly metric: string },
): Seen | { readonly ok: false; readonly reason: keyof typeof WHY } {
  if (report === null) return { ok: false, reason: 'unknown' };
  const { source, metric } = of;
  const rate = measuredRate(report, { metric, column: source.column });
  if (!rate.ok) return rate;
  const traffic = measuredTraffic(report);
  if (!traffic.ok) return traffic;
  return {
    ok: true,
    baseline: { source, rate },
    traffic: { source, traffic },
    others: otherRates(report, { source, primary: metric }),
    unit: report.unit,
  };
}

const WHY: Readonly<Record<NotMeasured['reason'] | 'unknown', string>> = {
  unknown: 'is unknown to that site',
  'no-visitors': 'has no visitors yet',
  'mixed-units': 'mixes visitors and page views',
  'too-few-conversions': 'has fewer than 5 conversions, too few to plan with',
};

function otherRates(
  report: MeasuredReport,
  { source, primary }: { readonly source: Source; readonly primary: string },
): Measured['others'] {
  const metrics = Object.keys(report.daily[0]?.converted ?? {}).filter((id) => id !== primary);
  return metrics.flatMap((metric) => {
    const rate = measuredRate(report, { metric, column: source.column });
    return rate.ok ? [{ metric, rate: rate.rate }] : [];
  });
}

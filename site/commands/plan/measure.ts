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
 * Baseline and traffic of an experiment: its own, or of the next best source of the catalog that
 * says both. A site that somebody named must answer; the default one may be silent.
 */
export async function measure(
  experiment: CatalogExperiment,
  all: readonly CatalogExperiment[],
  from: ChosenSite,
): Promise<Measured | Inability> {
  const silences: string[] = [];
  for (const source of sourcesFor(experiment, all)) {
    const read = await readReport(from.site, source.id);
    if (!read.ok) {
      if (from.asked) return read;
      return { ...NOTHING, silences: [read.sentence] };
    }
    if (read.report === null) {
      silences.push(`${from.site.origin} does not know ${source.id}`);
      continue;
    }
    const rate = measuredRate(read.report, { metric: experiment.primary, column: source.column });
    const traffic = measuredTraffic(read.report);
    if (!rate.ok) silences.push(`${source.id} ${WHY[rate.reason]}`);
    if (!rate.ok || !traffic.ok) continue;
    return {
      ok: true,
      baseline: { source, rate },
      traffic: { source, traffic },
      others: otherRates(read.report, { source, primary: experiment.primary }),
      unit: read.report.unit,
      silences,
    };
  }
  if (silences.length === 0) silences.push('no experiment on its pages counts this metric yet');
  return { ...NOTHING, silences };
}

const WHY: Readonly<Record<NotMeasured['reason'], string>> = {
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

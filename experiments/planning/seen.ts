import {
  type MeasuredRate,
  type MeasuredReport,
  type MeasuredTraffic,
  measuredRate,
  measuredTraffic,
  type NotMeasured,
} from './measured.ts';
import type { Source } from './sources.ts';

/** What one experiment's report says about a page: the rate, the traffic, the other metrics. */
export type Seen = {
  readonly ok: true;
  readonly baseline: { readonly source: Source; readonly rate: MeasuredRate };
  readonly traffic: { readonly source: Source; readonly traffic: MeasuredTraffic };
  /** Rates of the other metrics of the source, that convert earlier or later. */
  readonly others: readonly { readonly metric: string; readonly rate: number }[];
  /** Whether the numbers count visitors or page views. */
  readonly unit: MeasuredReport['unit'];
};

/** Baseline and traffic as one report shows them for a metric. Refuses what `measured.ts` refuses. */
export function seenIn(
  report: MeasuredReport,
  of: { readonly source: Source; readonly metric: string },
): Seen | NotMeasured {
  const { source, metric } = of;
  const rate = measuredRate(report, { metric, column: source.column });
  if (!rate.ok) return rate;
  const traffic = measuredTraffic(report, source.groupShare);
  if (!traffic.ok) return traffic;
  return {
    ok: true,
    baseline: { source, rate },
    traffic: { source, traffic },
    others: otherRates(report, of),
    unit: report.unit,
  };
}

/** Of several, the one with the most visitors. */
export function mostVisited(seen: readonly Seen[]): Seen | undefined {
  return seen.reduce<Seen | undefined>(
    (most, one) => (most && most.baseline.rate.visitors >= one.baseline.rate.visitors ? most : one),
    undefined,
  );
}

function otherRates(
  report: MeasuredReport,
  { source, metric: primary }: { readonly source: Source; readonly metric: string },
): Seen['others'] {
  const metrics = Object.keys(report.daily[0]?.converted ?? {}).filter((id) => id !== primary);
  return metrics.flatMap((metric) => {
    const rate = measuredRate(report, { metric, column: source.column });
    return rate.ok ? [{ metric, rate: rate.rate }] : [];
  });
}

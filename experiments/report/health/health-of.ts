import type { FirstViews, Health, Stage } from '../../contract/health.ts';
import type { ExperimentReport } from '../../contract/report.ts';
import type { HealthCounts } from '../counts/counts.ts';
import { closedShare, timingOf } from '../decision/timing.ts';
import { sum } from '../strata/strata.ts';
import { peopleAt, shareCheck } from './health-shares.ts';
import { cellSplits, placedSplits } from './health-splits.ts';
import { statusesOf } from './health-status.ts';

/** What health is read from, besides its own counts: the numbers of the report so far. */
export type Readings = Pick<
  ExperimentReport,
  | 'variants'
  | 'daily'
  | 'epochs'
  | 'srm'
  | 'srmWithBots'
  | 'dimensions'
  | 'others'
  | 'multi'
  | 'ledger'
  | 'unit'
>;

/**
 * Whether the numbers of a report can be trusted: the split from assignment to statistics and by
 * dimension, pages that failed or stayed silent, errors, visitors in two variants, late events,
 * conversions of people never seen, and how many windows are closed. Null where the counts for it
 * were not read. `windowDays`: of the primary metric; null when unknown.
 */
export function healthOf(
  counts: HealthCounts | undefined,
  report: Readings,
  windowDays: number | null,
): Health | null {
  if (!counts) return null;
  const ids = report.variants.map(({ variant }) => variant);
  const firstViews = firstViewsOf(ids, counts);
  const of = (stage: Stage) => peopleAt(firstViews, stage, ids.length);
  const [assigned, failed, exposed] = [of('assigned'), of('failed'), of('exposed')];
  const served = assigned.map((views, column) => Math.max(0, views - (failed[column] ?? 0)));
  const silent = served.map((views, column) => Math.max(0, views - (exposed[column] ?? 0)));
  // More reports than pages: the counters of pages were lost, and silence cannot be told.
  const lost = served.some((views, column) => (exposed[column] ?? 0) > views);
  const visitors = sum(report.variants.map((variant) => variant.visitors));
  const chosen = !report.srm.ok && report.srm.reason === 'not-randomised';
  const parts: Omit<Health, 'findings'> = {
    since: counts.since,
    closedDay: counts.closedDay,
    firstViews: [...firstViews],
    splits: placedSplits(firstViews, report),
    cells: cellSplits(chosen ? [] : (report.dimensions?.dimensions ?? []), report.epochs),
    failures: shareCheck(assigned, failed),
    silence: lost ? shareCheck(served, exposed) : shareCheck(served, silent),
    errors: shareCheck(exposed, of('error')),
    drawn: shareCheck(exposed, of('rendered')),
    loaded: shareCheck(exposed, of('interactive')),
    multiShare: visitors === 0 ? null : report.multi / visitors,
    late: { ...counts.late },
    unexposed: { ...counts.unexposed },
    maturity:
      windowDays === null
        ? null
        : { windowDays, closedShare: closedUntil(report, counts.closedDay, windowDays) },
  };
  return { findings: statusesOf(parts, report), ...parts };
}

function firstViewsOf(ids: readonly string[], { firstViews }: HealthCounts): readonly FirstViews[] {
  const byEpoch = Map.groupBy(firstViews, ({ epoch }) => epoch);
  return [...byEpoch]
    .sort(([a], [b]) => a - b)
    .map(([epoch, rows]) => {
      const count = (stage: Stage, flagged: boolean) =>
        ids.map((id) =>
          sum(
            rows
              .filter(
                (row) => row.variantId === id && row.stage === stage && row.flagged === flagged,
              )
              .map(({ views }) => views),
          ),
        );
      const stages = (flagged: boolean): FirstViews['people'] => ({
        assigned: count('assigned', flagged),
        failed: count('failed', flagged),
        exposed: count('exposed', flagged),
        rendered: count('rendered', flagged),
        interactive: count('interactive', flagged),
        error: count('error', flagged),
      });
      return { epoch, people: stages(false), programs: stages(true) };
    });
}

function closedUntil({ daily }: Readings, day: string, windowDays: number): number | null {
  const rows = daily.map((row) => ({
    variantId: '',
    epoch: row.epoch,
    day: row.day,
    visitors: sum(row.visitors),
    bots: sum(row.bots),
  }));
  const timing = timingOf(rows, day);
  return timing && closedShare(timing, windowDays);
}

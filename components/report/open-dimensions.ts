import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { closedUntil, isLate } from '#experiments/report/decision/late.ts';
import { unitWords } from '#experiments/report/strata/unit.ts';
import type { ReportFormat } from './format.ts';

type Told = Pick<ExperimentReport, 'closedDay' | 'daily' | 'experiment' | 'state' | 'unit'>;

/**
 * Why a late primary metric has no lifts by dimension, and when it will; null where it has them. The
 * values of a dimension are counted over all days, so they wait for the window of the last visitor.
 */
export function openDimensions(
  report: Told,
  metric: Pick<Metric, 'label' | 'source' | 'match' | 'ratio' | 'windowDays'>,
  format: Pick<ReportFormat, 'calendarDay' | 'count'>,
): string | null {
  const { closedDay, daily, experiment, state } = report;
  const last = daily
    .filter(({ visitors }) => visitors.some((count) => count > 0))
    .map(({ day }) => day)
    .sort()
    .at(-1);
  if (last === undefined || closedDay === null || !isLate(metric)) return null;
  if (last <= closedUntil(closedDay, metric.windowDays)) return null;
  const units = unitWords(report.unit).many;
  const days = metric.windowDays === 1 ? 'one day' : `${format.count(metric.windowDays)} days`;
  const open = format.calendarDay(addDays(closedUntil(closedDay, metric.windowDays), 1));
  // The look of the day on which the last window ends is taken in the night after it.
  const ready = (day: string) => format.calendarDay(addDays(day, Math.ceil(metric.windowDays) + 1));
  const over = experiment.status === 'ended' || ['ended', 'paused'].includes(state.code);
  const when = over
    ? `They are shown from ${ready(last)} on, when the last one has had them.`
    : `They are shown ${days} after the last of them: if nobody came from now on, from ${ready(last)} on.`;
  return `No lifts by value yet: “${metric.label}” may come within ${days}, and ${units} since ${open} have not had them. Whoever is merely slower would look worse. ${when} The numbers below are what has come so far.`;
}

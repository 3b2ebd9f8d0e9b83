import type { Cohort, Maturity } from '#experiments/contract/maturity.ts';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import type { ReportFormat } from './format.ts';

/** "61 % of the expected deals of week 1 have closed", for the oldest week that is still open. */
export function maturitySentence(
  { cohorts, needed, delays }: Maturity,
  metric: Pick<Metric, 'label' | 'noun' | 'windowDays'>,
  format: ReportFormat,
): string {
  const what = metric.noun ?? `“${metric.label}”`;
  const window = `${format.count(metric.windowDays)} days`;
  if (cohorts.length === 0) return 'No visitors yet.';
  const index = cohorts.findIndex(({ closed }) => !closed);
  const open = cohorts[index];
  if (!open) return `All visitors have had their ${window}: no more ${what} can come.`;
  const closed =
    index === 0
      ? `No week has had its ${window} yet. `
      : `${index === 1 ? 'Week 1 has' : `Weeks 1 to ${format.count(index)} have`} had ${window} and ${index === 1 ? 'is' : 'are'} complete. `;
  if (!open.share.ok) {
    const known = delays.reduce((sum, { conversions }) => sum + conversions, 0);
    return `${closed}How much of the rest has come is unknown yet: of visitors whose ${window} are over there are ${format.count(known)} ${what}, and ${format.count(needed)} are needed to know how late they come.`;
  }
  return `${closed}${shareText(open, format)} of the expected ${what} of week ${format.count(index + 1)} have come.`;
}

/** "61 % (54 to 67 %)", "all" of a closed week, "unknown yet". */
export function shareText({ share, closed }: Cohort, format: ReportFormat): string {
  if (closed) return 'All';
  if (!share.ok) return 'Unknown yet';
  const { estimate, lower, upper } = share;
  return `${format.share(estimate)}\u202f% (range ${format.share(lower)} to ${format.share(upper)}\u202f%)`;
}

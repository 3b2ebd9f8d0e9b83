import type { ShareCheck } from '#experiments/contract/health.ts';
import { wholeShare } from '#experiments/report/health/health-shares.ts';
import type { ReportFormat } from './format.ts';

/** "3 of 1,400 first views met …" or that there is nothing to tell. */
export function partOf(check: ShareCheck, what: string, format: ReportFormat): string {
  const all = total(check.of);
  if (all === 0) return 'Nothing counted yet.';
  return `${format.count(total(check.happened))} of ${format.count(all)} ${what}.`;
}

/** "12.3 %": over all variants. */
export function percent(check: ShareCheck, format: ReportFormat): string {
  const share = wholeShare(check);
  return share === null ? 'none' : `${format.share(share)}\u202f%`;
}

/** "control 12.1 %, bold 12.5 %"; empty where nothing was counted. */
export function eachShare(
  { of, happened }: ShareCheck,
  ids: readonly string[],
  format: ReportFormat,
): string {
  return ids
    .flatMap((id, column) => {
      const all = of[column] ?? 0;
      const some = happened[column] ?? 0;
      return all === 0 || some > all ? [] : [`${id} ${format.share(some / all)}\u202f%`];
    })
    .join(', ');
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

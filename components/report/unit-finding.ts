import type { ExperimentReport } from '#experiments/contract/report.ts';
import { unitWords } from '#experiments/report/strata/unit.ts';
import type { ReportFormat } from './format.ts';

/** What one count stands for, and what is counted otherwise. */
export function unitFinding(report: ExperimentReport, format: ReportFormat): string {
  const { unit, mode, days } = report;
  if (unit === null) {
    return mode === null && days === null
      ? 'No visitors yet.'
      : 'Visitors and single page views are mixed.';
  }
  return `Every number counts a ${unitWords(unit).one}; consent mode: ${mode ?? 'several'}.${byDay(report)}${apart(report, format)}`;
}

/** What consent counts in another unit, which is in no number. */
function apart({ otherUnit, thirdUnit }: ExperimentReport, format: ReportFormat): string {
  const counted = [otherUnit, thirdUnit]
    .flatMap((one) => (one === undefined ? [] : [`${format.count(one.count)} ${APART[one.unit]}`]))
    .join(' and ');
  return counted === '' ? '' : ` Apart from that and in no number: ${counted}.`;
}

const APART = {
  visitor: 'recognised visitors',
  day: 'daily visitors',
  view: 'page views without consent',
} as const;

/** What a visitor of a day leaves out. */
function byDay({ unit }: ExperimentReport): string {
  return unit === 'day'
    ? ' Who comes again on another day counts anew, perhaps with the other variant, and what they do then is not joined to this day. People behind one network address with the same browser are one.'
    : '';
}

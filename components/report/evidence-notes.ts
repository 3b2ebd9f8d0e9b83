import type { ExperimentReport } from '#experiments/contract/report.ts';
import { PACE_DAYS } from '#experiments/report/decision/thresholds.ts';
import { MONTH_DAYS } from '#experiments/report/sentences/monthly.ts';
import { unitWords } from '#experiments/report/strata/unit.ts';
import type { ReportFormat } from './format.ts';

/** What stands beside the verdict, and how it was made. */
export function evidenceNotes(report: ExperimentReport, format: ReportFormat) {
  const units = unitWords(report.unit).many;
  return [
    {
      term: `Per ${format.count(1_000)}`,
      text: `Converted ${units} of ${format.count(1_000)}, control → treatment. The range of the change is that of the lift times control’s rate.`,
    },
    {
      term: 'In a month',
      text: `The limits of the look’s lift times control’s rate times the ${units} of ${MONTH_DAYS} days at the pace of the last ${PACE_DAYS} closed days; who was left out by the allocation is counted in. Only said once a treatment is better or worse. Pace and control’s rate are taken as they were.`,
    },
    {
      term: 'Chance to win',
      text: `Under a uniform prior and on the look’s counts: the chance that the treatment’s rate is the better one, and the conversions given away on average if it is shipped and is not. Where shares or landings differ, and for values, from the compared difference with a flat prior. Watched daily it errs far more often than it seems to, so it decides nothing here; computed with the look and kept.`,
      source: {
        label: 'Miller, 2015',
        href: 'https://www.evanmiller.org/bayesian-ab-testing.html',
      },
    },
    {
      term: 'Over time',
      text: `Every look’s interval as it was kept, for all treatments at once; rates and ${units} are of the counts as of now, by the day of the first exposure.`,
    },
  ];
}

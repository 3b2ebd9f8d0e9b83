import { type FigureKind, figureText } from '#components/report/figures.ts';
import { type ReportFormat, reportFormat } from '#components/report/format.ts';
import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import { type Difference, recompute } from '#experiments/report/files/recompute.ts';

/** What the page brings along: its own JSON, and how the site writes numbers. */
export type RecomputeData = {
  readonly report: ExperimentReport;
  readonly metrics: readonly Metric[];
  readonly locale: string;
  readonly timeZone: string;
};

/** Differences that are written out; the others are counted. */
const LISTED = 20;

/**
 * Computes the report again, here, from the counts in its JSON, and compares every number of the
 * JSON and every marked number of the page with what came out.
 */
export function recomputePage(json: string): void {
  const { report, metrics, locale, timeZone } = JSON.parse(json) as RecomputeData;
  const format = reportFormat({ locale, timeZone });
  const again = recompute(report, { metrics, words: format });
  const marked = [...document.querySelectorAll<HTMLElement>('main [data-at]')];
  const onPage = marked.flatMap((element): Difference[] => {
    const { at = '', as = '' } = element.dataset;
    const text = figureText(again.report, { at, as: as as FigureKind }, { format, locale });
    const shown = plain(element.textContent ?? '');
    return shown === plain(text ?? '')
      ? []
      : [{ at: `the page, ${at}`, given: shown, computed: text }];
  });
  tell([...again.differences, ...onPage], {
    format,
    compared: again.compared + marked.length,
    shown: marked.length,
  });
}

/** Spaces that keep a number on one line are the same to a reader. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function tell(
  differences: readonly Difference[],
  counted: { readonly format: ReportFormat; readonly compared: number; readonly shown: number },
): void {
  const { format, compared, shown } = counted;
  const result = document.querySelector('#recompute-result');
  const list = document.querySelector('#recompute-differences');
  if (!result || !list) return;
  result.classList.toggle('bad', differences.length > 0);
  result.textContent =
    differences.length === 0
      ? `${format.count(compared)} numbers recomputed, all equal to the last digit shown; ${format.count(shown)} of them as they stand on this page.`
      : `${format.count(differences.length)} of ${format.count(compared)} numbers differ. Do not use this report before somebody knows why.`;
  const lines = differences
    .slice(0, LISTED)
    .map(({ at, given, computed }) => `${at}: ${given} here, ${computed} recomputed`);
  const more = differences.length - lines.length;
  list.replaceChildren(
    ...[...lines, ...(more > 0 ? [`and ${format.count(more)} more`] : [])].map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }),
  );
}

import type { ExperimentReport } from '#experiments/contract/report.ts';
import {
  CLOSED_SHARE,
  MIN_BUYERS,
  SRM_ALPHA,
  UNEQUAL_ALPHA,
  UNEQUAL_POINTS,
  WHOLE_WEEKS,
} from '#experiments/report/decision/thresholds.ts';
import { unitWords } from '#experiments/report/strata/unit.ts';
import { evidenceNotes } from './evidence-notes.ts';
import type { ReportFormat } from './format.ts';

export type MethodNote = {
  readonly term: string;
  readonly text: string;
  readonly source?: { readonly label: string; readonly href: string };
};

/** What each number of a report is and how it was made. */
export function methodNotes(report: ExperimentReport, format: ReportFormat): readonly MethodNote[] {
  const { experiment, watermark, unit, mode } = report;
  const units = unitWords(unit).many;
  const level = format.level(1 - experiment.alpha);
  const planned =
    experiment.plannedVisitors === null
      ? 'the planned number of visitors'
      : `the planned ${format.count(experiment.plannedVisitors)} visitors per pair, fixed at the start`;
  const equivalenceBp = report.look?.terms.equivalenceBp ?? null;
  const equivalence =
    equivalenceBp === null
      ? ''
      : ` “No difference” means an interval within \u00b1${format.weight(equivalenceBp)}.`;
  return [
    {
      term: 'Looks',
      text: `A look is taken when a day is over, on what had happened by then, and never again. The sentence at the top is the last look’s; so no verdict depends on how often somebody opens this page.`,
    },
    {
      term: 'Better',
      text: `The whole interval is above zero for all treatments at once, every guardrail holds, at least ${WHOLE_WEEKS} whole weeks of visitors are in, at least ${format.level(CLOSED_SHARE)} of them have had their time to convert, and the split is as planned. Until the last of these is met a lead is only “ahead”.`,
    },
    {
      term: 'Rate',
      text: `Converted ${units} divided by all, with Wilson’s score interval (${level}). It describes one variant alone; whether two of them overlap is no comparison.`,
    },
    {
      term: 'Lift',
      text: `Rate of the treatment over that of control, minus one. The interval is a confidence sequence of the log ratio, tightest at ${planned}. Look as often as you like: the chance that it ever leaves out the truth stays at ${format.level(experiment.alpha)}.`,
      source: {
        label: 'Waudby-Smith and others, 2024',
        href: 'https://arxiv.org/abs/2103.06476',
      },
    },
    {
      term: 'Few conversions',
      text: 'Below 5 conversions in a variant the interval comes from an exact e-value, which needs no approximation and is wide.',
      source: { label: 'Lindon and Malek, 2022', href: 'https://arxiv.org/abs/2011.03567' },
    },
    {
      term: 'Value per visitor',
      text: `The always-valid difference of means, told as a ratio by Fieller’s theorem, from ${MIN_BUYERS} visitors with a value in each variant. Values are capped where the metric says so.`,
    },
    {
      term: 'Several treatments',
      text: 'For the primary metric p-values are adjusted after Holm, and a wider interval holds for all treatments at once. The sentence at the top and the picture use these. Secondary metrics are corrected together after Benjamini and Hochberg and stay exploratory.',
    },
    {
      term: 'Planned size',
      text: `${experiment.plannedVisitors === null ? 'None is on record, so no lift is judged' : `nStar = ${format.count(experiment.plannedVisitors)} visitors of control and a treatment together`}; alpha = ${format.statistic(experiment.alpha)}. Both were fixed before the first visitor and tune the intervals: they hold at any size and are tightest there.${equivalence}`,
      source: { label: 'Howard and others, 2021', href: 'https://arxiv.org/abs/1810.08240' },
    },
    {
      term: 'Split (SRM)',
      text: `A sequential test of the visitors against the planned weights, epoch by epoch: the evidence of a Dirichlet mixture, valid at every look, alarm below ${format.statistic(SRM_ALPHA)}. It is made of those assigned, served, shown and counted, so that the first place where it fails names the fault, and of every value of every dimension (Holm over all).`,
      source: { label: 'Lindon and Malek, 2022', href: 'https://arxiv.org/abs/2011.03567' },
    },
    {
      term: 'Shares under Health',
      text: `Failures, silence and errors are first views of new visitors whom no bot rule flagged. Variants differ when Pearson’s chi-square is below ${UNEQUAL_ALPHA} and the shares lie ${format.share(UNEQUAL_POINTS)} points apart: an alarm at one look, no verdict.`,
    },
    {
      term: 'Dimensions',
      text: 'The same lifts value by value, with intervals that hold for all values of all dimensions at once (Holm) and are tuned to a tenth of the planned size. Values below 100 visitors per variant stand together.',
    },
    {
      term: 'Late stages',
      text: 'What a salesperson does weeks after the visit is compared only among visitors whose whole window is over, so that a variant which closes more slowly never looks like a loser. Whole weeks of them make a verdict; looks go on until the last window is over.',
    },
    {
      term: 'Qualified leads per lead',
      text: 'The ratio of two rates per visitor, on the log scale on the clock of information: a share of leads may move because other people became leads, so it guards quality and wins nothing. It and qualified leads per visitor are guardrails by themselves once a qualified lead has arrived.',
      source: { label: 'Deng, Knoblich and Lu, 2018', href: 'https://arxiv.org/abs/1803.06336' },
    },
    {
      term: 'Guardrails',
      text: 'A guardrail holds when its interval rules out a loss of the margin or more, and fails when the whole interval lies beyond the margin. A treatment that fails one is not shipped, whatever it gains.',
    },
    ...evidenceNotes(report, format),
    {
      term: 'Changed shares',
      text: 'When traffic shares change, lifts compare within each period and are averaged over the traffic, so that a shift of traffic is not taken for an effect.',
    },
    {
      term: 'Who counts',
      text: `The first exposure counts; ${units} seen later in another variant are counted apart. Bots are told by what was known before assignment, kept in the record and left out of every rate.`,
    },
    {
      term: 'State of the data',
      text: `As of ${format.instant(report.asOf)}. Definition ${experiment.fingerprint}. Exposures up to number ${format.count(watermark.exposure)} and conversions up to number ${format.count(watermark.conversion)} are counted. Consent mode: ${mode ?? 'none yet, or several'}.`,
    },
  ];
}

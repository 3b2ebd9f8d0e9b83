import type { CatalogExperiment } from '../definition/catalog/catalog.ts';
import type { Score } from '../definition/experiment/experiment.ts';
import type { Metric } from '../definition/metric/metric.ts';
import { type DraftGiven, draftQuestion } from '../planning/draft-plan.ts';
import type { MeasuredReport } from '../planning/measured.ts';
import { watchedSize } from '../planning/planned-size.ts';
import type { Unit } from '../report/strata/unit.ts';
import { type Gain, gainOf } from './gain.ts';
import { type UnplannedReason, unplannedSentences } from './queue-words.ts';
import { asItIs, type ExperimentRecord, type Known } from './record.ts';
import { type TestedBefore, testedBefore } from './tested-before.ts';

/** A draft whose size is known. */
export type DraftSize = Gain & {
  readonly ok: true;
  /** Whole weeks, at least two. */
  readonly weeks: number;
  /** Visitors of all variants. */
  readonly visitors: number;
  /** New visitors of its pages a week, those who would not take part included. */
  readonly weeklyVisitors: number;
  readonly baseline: number;
  /** The smallest relative change worth shipping, without sign. */
  readonly atLeast: number;
  /** The experiment on whose visitors rate and traffic were measured. */
  readonly measuredOn: string;
  readonly unit: Unit | null;
};

export type Queued = {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly landings: readonly string[];
  readonly metric: string;
  /** `down`: fewer converted visitors are the gain. */
  readonly direction: Metric['direction'];
  readonly score: Score | null;
  readonly size:
    | DraftSize
    | { readonly ok: false; readonly reason: UnplannedReason; readonly sentence: string };
  readonly tested: readonly TestedBefore[];
};

/**
 * The drafts by what a week of testing them can be expected to bring, the most first; then those
 * that cannot be planned, in catalog order. Each is planned as its own page plans it, without the
 * daily looks, so that a list of them is cheap.
 */
export function queueOf(known: readonly Known[], metrics: readonly Metric[]): readonly Queued[] {
  const all = known.map(asItIs);
  const records = new Map(known.map(({ experiment, record }) => [experiment.id, record]));
  const given = {
    all,
    reportOf: (id: string) => {
      const record = records.get(id);
      const experiment = all.find((one) => one.id === id);
      return record && experiment ? measured(experiment, record) : undefined;
    },
  };
  const drafts = all.filter(({ status }) => status === 'draft');
  return drafts
    .map((draft): Queued => {
      const metric = metrics.find(({ id }) => id === draft.primary);
      return {
        id: draft.id,
        title: draft.title,
        owner: draft.owner,
        landings: draft.landings,
        metric: metric?.label ?? draft.primary,
        direction: metric?.direction ?? 'up',
        score: draft.score ?? null,
        size: sizeOf(draft, { ...given, metric }),
        tested: testedBefore(draft, all),
      };
    })
    .sort((a, b) => gainFor(b) - gainFor(a));
}

/** A record as plans are measured from it. */
export function measured(
  { variants }: Pick<CatalogExperiment, 'variants'>,
  { unit, epochs, daily }: ExperimentRecord,
): MeasuredReport {
  return { unit, variants: variants.map(({ id }) => ({ variant: id })), epochs, daily };
}

function sizeOf(draft: CatalogExperiment, given: DraftGiven): Queued['size'] {
  const unplanned = (reason: UnplannedReason) =>
    ({ ok: false, reason, sentence: unplannedSentences[reason] }) as const;
  const asked = draftQuestion(draft, given);
  if (!asked.ok) return unplanned(asked.reason);
  const planned = watchedSize(asked.question);
  if (!planned.ok) return unplanned(planned.reason);
  const { baseline, traffic, unit } = asked.seen;
  const about = {
    weeks: planned.size.weeks,
    weeklyVisitors: traffic.traffic.visitorsPerDay * 7,
    baseline: baseline.rate.rate,
    atLeast: (draft.hypothesis?.atLeastBp ?? draft.plan.mdeBp ?? 0) / 10_000,
  };
  return {
    ok: true,
    ...about,
    visitors: planned.size.total,
    measuredOn: baseline.source.id,
    unit,
    ...gainOf({ ...about, score: draft.score }),
  };
}

function gainFor({ size }: Queued): number {
  return size.ok ? size.perTestWeek : -1;
}

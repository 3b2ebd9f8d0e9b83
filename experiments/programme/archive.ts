import type { Decision } from '../contract/decision.ts';
import type { Metric } from '../definition/metric/metric.ts';
import { daysSpanned } from '../report/decision/civil-day.ts';
import { stateOf } from '../report/decision/state.ts';
import { primaryLimits } from '../report/decision/telling.ts';
import type { Limits } from '../report/decision/verdict.ts';
import type { NumberWords } from '../report/lift/number-words.ts';
import type { Unit } from '../report/strata/unit.ts';
import { type Known, seenBetween, visitorsOf } from './record.ts';

/** An ended experiment as it is remembered. */
export type Archived = {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly landings: readonly string[];
  readonly metric: string;
  readonly because: string | null;
  readonly change: string | null;
  readonly winner: string | null;
  /** What it taught; null when nobody wrote it down. */
  readonly learned: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly days: number | null;
  readonly visitors: number;
  readonly unit: Unit | null;
  /** Of the last look; null when there was none. */
  readonly verdict: Decision['kind'] | null;
  readonly lookDay: string | null;
  readonly sentence: string;
  /** Limits of the lift of the primary metric by the last look; treatments that can be read. */
  readonly intervals: readonly (Limits & { readonly variant: string })[];
};

/** The ended experiments, those that ended last first. */
export function archiveOf(
  known: readonly Known[],
  context: { readonly metrics: readonly Metric[]; readonly words: NumberWords },
): readonly Archived[] {
  return known
    .filter(({ record }) => record.state === 'ended')
    .map((one) => archived(one, context))
    .sort((a, b) => ((b.lastDay ?? '') < (a.lastDay ?? '') ? -1 : 1));
}

/** Those in which every word of a search is found, wherever it stands; all for an empty search. */
export function searched(archive: readonly Archived[], query: string): readonly Archived[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return archive.filter((one) => {
    const text = [
      ...[one.id, one.title, one.owner, one.metric, one.because, one.change, one.winner],
      ...[one.learned, one.sentence, ...one.landings],
    ]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function archived(
  { experiment, record }: Known,
  context: { readonly metrics: readonly Metric[]; readonly words: NumberWords },
): Archived {
  const { hypothesis, primary } = experiment;
  const { look, winner } = record;
  const seen = seenBetween(record);
  const visitors = visitorsOf(record);
  // The sentence as it stood, without "Ended": that is where it is read.
  const { sentence } = stateOf({ status: 'running' }, { look, visitors }, context);
  return {
    id: experiment.id,
    title: experiment.title,
    owner: experiment.owner,
    landings: experiment.landings,
    metric: context.metrics.find(({ id }) => id === primary)?.label ?? primary,
    because: hypothesis?.because ?? null,
    change: hypothesis?.change ?? null,
    winner,
    learned: experiment.learned ?? null,
    firstDay: seen?.first ?? null,
    lastDay: record.endedDay ?? seen?.last ?? null,
    days: seen === null ? null : daysSpanned(seen.first, seen.last),
    visitors,
    unit: record.unit,
    verdict: look?.decision.kind ?? null,
    lookDay: look?.day ?? null,
    sentence: look === null && visitors > 0 ? 'It ended before its first look.' : sentence,
    intervals: (look?.treatments ?? []).flatMap((treatment) => {
      const limits = primaryLimits(treatment);
      return limits === null ? [] : [{ variant: treatment.variant, ...limits }];
    }),
  };
}

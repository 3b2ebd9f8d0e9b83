import type { Look } from '../contract/look.ts';
import type { DayCounts } from '../contract/report.ts';
import type { CatalogExperiment } from '../definition/catalog/catalog.ts';
import type { EpochRow } from '../report/counts/counts.ts';
import type { Unit } from '../report/strata/unit.ts';
import { monthOf, monthsBetween } from './weeks.ts';

/** What the database knows of one experiment. */
export type ExperimentRecord = {
  /** The file's status, or where people moved it from the report. */
  readonly state: 'draft' | 'running' | 'paused' | 'ended';
  /** The variant that everybody sees, by the file or by whoever ended it; null when there is none. */
  readonly winner: string | null;
  /** Site day on which somebody ended it from the report; null when the file did. */
  readonly endedDay: string | null;
  /** `startAt` and `endAt` of the file as site days. */
  readonly startDay: string | null;
  readonly endDay: string | null;
  /** What its numbers count; null before the first exposure and where units are mixed. */
  readonly unit: Unit | null;
  readonly epochs: readonly EpochRow[];
  /** Counts by site day of first exposure; days with bots alone are in it too. */
  readonly daily: readonly DayCounts[];
  readonly look: Look | null;
  /** What its looks decided, by month and decision. */
  readonly decisions: readonly DecidedDays[];
};

/** Looks of one month with one decision. */
export type DecidedDays = {
  /** `2026-11`. */
  readonly month: string;
  readonly kind: Look['decision']['kind'];
  /** Why nothing may be read, where the decision is `withheld`. */
  readonly reason: string | null;
  readonly firstDay: string;
  readonly days: number;
};

/** An experiment with its record: what every part of the programme is made from. */
export type Known = {
  readonly experiment: CatalogExperiment;
  readonly record: ExperimentRecord;
};

/** The definition with the state and the winner that the report gave it. */
export function asItIs({ experiment, record }: Known): CatalogExperiment {
  if (record.state !== 'ended' || experiment.status === 'ended') return experiment;
  const ended = { ...experiment, status: 'ended' as const };
  return record.winner === null ? ended : { ...ended, winner: record.winner };
}

/** First and last site day with a visitor that no bot rule flagged; null before the first. */
export function seenBetween({
  daily,
}: Pick<ExperimentRecord, 'daily'>): { readonly first: string; readonly last: string } | null {
  const days = daily.filter(({ visitors }) => visitors.some((count) => count > 0));
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  return first === undefined || last === undefined ? null : { first, last };
}

/** Visitors of all variants and days. */
export function visitorsOf({ daily }: Pick<ExperimentRecord, 'daily'>): number {
  return daily.reduce((all, { visitors }) => all + visitors.reduce((sum, one) => sum + one, 0), 0);
}

/** Decisions that end a wait. */
export const SETTLED: readonly string[] = ['better', 'worse', 'no-difference'];

/** Whether the last look decided. */
export function isDecided({ look }: Pick<ExperimentRecord, 'look'>): boolean {
  return look !== null && SETTLED.includes(look.decision.kind);
}

/** Every month from the first visitor to today's, the newest first. */
export function monthsOf(known: readonly Known[], today: string): readonly string[] {
  const firsts = known.flatMap(({ record }) => seenBetween(record)?.first ?? []).sort();
  const [first] = firsts;
  return first === undefined ? [] : monthsBetween(monthOf(first), monthOf(today));
}

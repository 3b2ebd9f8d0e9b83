import type { Refusal } from '../../contract/refusal.ts';
import type { DayCounts, ExperimentReport } from '../../contract/report.ts';
import type { Srm } from '../../contract/srm.ts';
import { chiSquareSf } from '../../stats/special/chi-square.ts';
import { srmChiSquare } from '../../stats/srm-chi-square.ts';
import { srmSequential } from '../../stats/srm-sequential.ts';
import type { EpochRow } from '../counts/counts.ts';
import { SRM_ALPHA, SRM_CONCENTRATION } from '../decision/thresholds.ts';
import { sum } from '../strata/strata.ts';

/**
 * Whether the variants got the visitors that their weights promise: of the visitors counted, and
 * with the bots left in. A bot filter that takes more from one side shows between the two.
 */
export function splitChecks(
  daily: readonly DayCounts[],
  epochs: readonly EpochRow[],
): Pick<ExperimentReport, 'srm' | 'srmWithBots'> {
  const everybody = ({ visitors, bots }: DayCounts) =>
    visitors.map((count, column) => count + (bots[column] ?? 0));
  return {
    srm: splitCheck(daily, epochs),
    srmWithBots: check(daily, { epochs, countsOf: everybody }),
  };
}

/** The check of the visitors counted, which withholds the verdict. */
export function splitCheck(
  daily: readonly DayCounts[],
  epochs: readonly EpochRow[],
): Srm | Refusal {
  return check(daily, { epochs, countsOf: ({ visitors }) => visitors });
}

type Split = {
  readonly epochs: readonly EpochRow[];
  readonly countsOf: (row: DayCounts) => readonly number[];
};

function check(daily: readonly DayCounts[], split: Split): Srm | Refusal {
  const days = [...new Set(daily.map(({ day }) => day))];
  const parts = epochsOf(daily).map((epoch) => {
    const rows = daily.filter((row) => row.epoch === epoch);
    const weights = split.epochs.find((row) => row.epoch === epoch)?.weightsBp;
    const byDay = new Map(rows.map((row) => [row.day, split.countsOf(row)]));
    const none = (rows[0]?.visitors ?? []).map(() => 0);
    const increments = days.map((day) => byDay.get(day) ?? none);
    return { increments, weights };
  });
  return judgeSplit(parts);
}

/**
 * Whether visitors were split by the weights of their epochs; one part per epoch, its visitors look
 * by look. Refusals: `no-visitors`, `unknown-weights`, and those of the two tests.
 */
export function judgeSplit(
  given: readonly {
    readonly increments: readonly (readonly number[])[];
    readonly weights: readonly number[] | undefined;
  }[],
): Srm | Refusal {
  const parts = given.map((part) => ({ ...part, totals: columnSums(part.increments) }));
  const visitors = sum(parts.flatMap(({ totals }) => totals));
  if (visitors === 0) return { ok: false, reason: 'no-visitors' };
  const known = parts.flatMap(({ weights, ...part }) => (weights ? [{ ...part, weights }] : []));
  if (known.length < parts.length) return { ok: false, reason: 'unknown-weights' };
  // Each epoch runs its own mixture over the site's days; the evidence multiplies.
  const sequences = known.map((part) => srmSequential([part], SRM_CONCENTRATION));
  const squares = known.map(({ totals, weights }) => srmChiSquare(totals, weights));
  const refused = [...sequences, ...squares].find((result) => !result.ok);
  if (refused && !refused.ok) return refused;
  const logEValues = columnSums(
    sequences.map((sequence) => (sequence.ok ? sequence.logEValues : [])),
  );
  const pValue = Math.min(1, ...logEValues.map((logEValue) => Math.exp(-logEValue)));
  const chiSquare = sum(squares.map((square) => (square.ok ? square.chi2 : 0)));
  const degreesOfFreedom = sum(squares.map((square) => (square.ok ? square.df : 0)));
  return {
    ok: true,
    pValue,
    chiSquare: Number.isFinite(chiSquare) ? chiSquare : null,
    degreesOfFreedom,
    chiSquarePValue: upperTail(chiSquare, degreesOfFreedom),
    alpha: SRM_ALPHA,
    concentration: SRM_CONCENTRATION,
    mismatch: pValue < SRM_ALPHA,
    observedShares: columnSums(known.map(({ totals }) => totals)).map((count) => count / visitors),
    plannedShares: columnSums(known.map(expectedOf)).map((count) => count / visitors),
  };
}

function expectedOf(part: {
  readonly totals: readonly number[];
  readonly weights: readonly number[];
}): readonly number[] {
  const visitors = sum(part.totals);
  const whole = sum(part.weights);
  return part.weights.map((weight) => (visitors * weight) / whole);
}

function columnSums(rows: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = rows;
  return first.map((_, column) => sum(rows.map((row) => row[column] ?? 0)));
}

function upperTail(chiSquare: number, degreesOfFreedom: number): number {
  if (!Number.isFinite(chiSquare)) return 0;
  return degreesOfFreedom === 0 ? 1 : chiSquareSf(chiSquare, degreesOfFreedom);
}

function epochsOf(daily: readonly DayCounts[]): readonly number[] {
  return [...new Set(daily.map((row) => row.epoch))].sort((a, b) => a - b);
}
